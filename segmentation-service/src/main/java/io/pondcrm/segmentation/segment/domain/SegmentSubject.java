package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One customer at one moment, as predicates see them.
 *
 * @param currency the only one whose purchases count as spend
 * @param scores what other features concluded, by field name; null or absent where they concluded
 *     nothing
 */
public record SegmentSubject(
        CustomerFacts facts,
        Instant at,
        String currency,
        Function<String, @Nullable Object> scores) {

    /** What a field of {@link SegmentFields} holds for this customer; null for nothing. */
    public @Nullable Object lookup(String field) {
        var window = SegmentFields.windowOf(field);
        return switch (SegmentFields.measureOf(field)) {
            case SPEND -> spend(window);
            case PURCHASES -> sales(window).size();
            case LAST_PURCHASE_AT -> sales(null).isEmpty() ? null : last();
            case FIRST_PURCHASE_AT ->
                    sales(null).isEmpty() ? null : sales(null).getFirst().occurredAt();
            case DAYS_SINCE_LAST_PURCHASE ->
                    sales(null).isEmpty() ? null : Duration.between(last(), at).toDays();
            case CHANNELS ->
                    sales(null).stream()
                            .map(Purchase::channel)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet());
            case CONSENTS ->
                    facts.consents().values().stream()
                            .filter(ConsentState::granted)
                            .map(ConsentState::key)
                            .collect(Collectors.toSet());
            case PROFILE -> {
                var profile = facts.profile();
                yield profile == null ? null : of(profile, field);
            }
            case SCORE -> scores.apply(field);
        };
    }

    private static @Nullable Object of(Profile profile, String field) {
        return switch (field) {
            case "kind" -> profile.kind();
            case "region" -> profile.region();
            case "gender" -> profile.gender();
            case "ageBand" -> profile.ageBand();
            case "birthday" -> profile.birthday();
            case "locale" -> profile.locale();
            case "tags" -> profile.tags();
            case "systems" -> profile.systems();
            case "createdAt" -> profile.createdAt();
            default -> throw new IllegalArgumentException("No field of a profile: " + field);
        };
    }

    private Instant last() {
        return sales(null).getLast().occurredAt();
    }

    private List<Purchase> sales(@Nullable Duration window) {
        return counted(window).filter(Purchase::isSale).toList();
    }

    private BigDecimal spend(@Nullable Duration window) {
        return counted(window)
                .filter(purchase -> purchase.currency().equals(currency))
                .map(Purchase::signedAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private java.util.stream.Stream<Purchase> counted(@Nullable Duration window) {
        return facts.purchases().stream()
                .filter(purchase -> !purchase.occurredAt().isAfter(at))
                .filter(purchase ->
                        window == null || purchase.occurredAt().plus(window).isAfter(at));
    }
}
