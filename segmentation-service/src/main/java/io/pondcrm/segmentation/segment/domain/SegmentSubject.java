package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.Aggregate;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Subject;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One customer at one moment, as predicates see them.
 *
 * @param currency the only one whose purchases count as spend
 * @param attributes how the company's own attributes are read
 * @param scores what other features concluded at that moment
 */
public record SegmentSubject(
        CustomerFacts facts,
        Instant at,
        String currency,
        AttributeTypes attributes,
        Conclusions scores)
        implements Subject {

    /** A hundred years: what lies further off is never reviewed. */
    private static final BigDecimal FAR = new BigDecimal(36_525);

    private static final Instant NEVER = Instant.MAX;

    /** Where there are no attributes of the company's own. */
    public SegmentSubject(CustomerFacts facts, Instant at, String currency, Conclusions scores) {
        this(facts, at, currency, AttributeTypes.NONE, scores);
    }

    /** What a field of {@link SegmentFields} holds for this customer; null for nothing. */
    @Override
    public @Nullable Object field(String name) {
        return switch (SegmentFields.measureOf(name)) {
            case TOTAL -> aggregate(SegmentFields.totalOf(name, currency));
            case FIRST_PURCHASE_AT -> sales().findFirst().map(Purchase::occurredAt).orElse(null);
            case LAST_PURCHASE_AT -> lastSale().map(Purchase::occurredAt).orElse(null);
            case DAYS_SINCE_LAST_PURCHASE ->
                    lastSale()
                            .map(last -> Duration.between(last.occurredAt(), at).toDays())
                            .orElse(null);
            case CHANNELS ->
                    sales().map(Purchase::channel)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet());
            case CONSENTS ->
                    facts.consents().values().stream()
                            .filter(ConsentState::granted)
                            .map(ConsentState::key)
                            .collect(Collectors.toSet());
            case PROFILE -> {
                var profile = facts.profile();
                yield profile == null ? null : of(profile, name);
            }
            case OWN_ATTRIBUTE -> {
                var profile = facts.profile();
                yield profile == null ? null : attributes.read(profile, SegmentFields.ownOf(name));
            }
            case SCORE -> scores.find(name);
        };
    }

    @Override
    public BigDecimal aggregate(Aggregate aggregate) {
        return new PurchaseAggregate(aggregate).at(at, facts.purchases());
    }

    /**
     * When to look at a predicate again although nothing is heard of the customer. Until just
     * before, it matches as it does now; at that moment one of its comparisons turns out
     * differently. What can't matter yet is passed over: of an {@code all} that fails, the last of
     * the failing parts to turn decides, of an {@code any} that holds, the last of those that hold.
     *
     * @return null where time alone changes nothing. Most of what scores hold is reviewed by those
     *     who conclude it; {@link Conclusions#nextTurn} tells of the rest, and a purchase that is
     *     yet to happen may change any
     */
    public @Nullable Instant reviewAt(Filter predicate) {
        var turn = turn(predicate);
        return turn.equals(NEVER) ? null : turn;
    }

    private Instant turn(Filter predicate) {
        return switch (predicate) {
            case Filter.All(var parts) -> turn(parts, false);
            case Filter.Any(var parts) -> turn(parts, true);
            case Filter.Not(var part) -> turn(part);
            case Filter.Comparison comparison -> nextFlip(comparison).orElse(NEVER);
        };
    }

    /**
     * @param deciding what one part must come to for the whole to come to it too
     */
    private Instant turn(List<Filter> parts, boolean deciding) {
        var decided = Instant.MIN;
        for (var part : parts) {
            if (part.matches(this) == deciding && decided.isBefore(NEVER)) {
                var turn = turn(part);
                decided = turn.isAfter(decided) ? turn : decided;
            }
        }
        return decided.isAfter(Instant.MIN)
                ? decided
                : parts.stream().map(this::turn).min(Comparator.naturalOrder()).orElse(NEVER);
    }

    private Optional<Instant> nextFlip(Filter.Comparison comparison) {
        return switch (comparison.operand()) {
            case Aggregate aggregate -> nextFlip(comparison, aggregate);
            case Filter.Field(var name) ->
                    switch (SegmentFields.measureOf(name)) {
                        case TOTAL -> nextFlip(comparison, SegmentFields.totalOf(name, currency));
                        case FIRST_PURCHASE_AT, LAST_PURCHASE_AT, CHANNELS ->
                                firstFlip(comparison, name, coming());
                        case DAYS_SINCE_LAST_PURCHASE ->
                                firstFlip(comparison, name, thresholds(comparison));
                        case SCORE ->
                                Stream.concat(
                                                coming().stream().limit(1),
                                                scores.nextTurn(name, comparison).stream())
                                        .min(Comparator.naturalOrder());
                        case PROFILE, OWN_ATTRIBUTE, CONSENTS -> Optional.empty();
                    };
        };
    }

    private Optional<Instant> nextFlip(Filter.Comparison comparison, Aggregate aggregate) {
        return new PurchaseAggregate(aggregate).nextFlip(comparison, at, facts.purchases());
    }

    private Optional<Instant> firstFlip(
            Filter.Comparison comparison, String field, SortedSet<Instant> moments) {
        var held = comparison.holds(field(field));
        return moments.stream()
                .filter(moment -> comparison.holds(at(moment).field(field)) != held)
                .findFirst();
    }

    private SegmentSubject at(Instant moment) {
        return new SegmentSubject(facts, moment, currency, attributes, scores);
    }

    /** When purchases happen that are known already. */
    private SortedSet<Instant> coming() {
        var moments = new TreeSet<Instant>();
        newestFirst()
                .map(Purchase::occurredAt)
                .takeWhile(moment -> moment.isAfter(at))
                .forEach(moments::add);
        return moments;
    }

    /**
     * When the whole days since the last sale may come to, or pass, what they are compared with.
     */
    private SortedSet<Instant> thresholds(Filter.Comparison comparison) {
        var moments = new TreeSet<Instant>();
        var days =
                values(comparison)
                        .map(value -> value.setScale(0, RoundingMode.FLOOR))
                        .filter(value -> value.abs().compareTo(FAR) < 0)
                        .map(BigDecimal::longValue)
                        .toList();
        var lastOnes =
                Stream.concat(
                        lastSale().stream(),
                        newestFirst()
                                .takeWhile(purchase -> purchase.occurredAt().isAfter(at))
                                .filter(Purchase::isSale));
        lastOnes.map(Purchase::occurredAt)
                .forEach(last -> {
                    moments.add(last);
                    for (var whole : days) {
                        moments.add(last.plus(Duration.ofDays(whole)));
                        moments.add(last.plus(Duration.ofDays(whole + 1)));
                    }
                });
        return moments.tailSet(at, false);
    }

    private static Stream<BigDecimal> values(Filter.Comparison comparison) {
        var values =
                switch (comparison) {
                    case Filter.Compare compare -> Stream.of(compare.value());
                    case Filter.In in -> in.values().stream();
                    case Filter.Exists _ -> Stream.<Object>of();
                };
        return values.filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
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

    private Stream<Purchase> newestFirst() {
        return facts.purchases().reversed().stream();
    }

    private Optional<Purchase> lastSale() {
        return newestFirst()
                .filter(purchase -> purchase.isSale() && !purchase.occurredAt().isAfter(at))
                .findFirst();
    }

    /** What was sold by now, oldest first. */
    private Stream<Purchase> sales() {
        return facts.purchases().stream()
                .takeWhile(purchase -> !purchase.occurredAt().isAfter(at))
                .filter(Purchase::isSale);
    }
}
