package io.pondcrm.churn.standing;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.churn.definition.domain.Label;
import io.pondcrm.churn.definition.domain.Name;
import io.pondcrm.churn.facts.domain.ContactDay;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.FactsByOrigin;
import io.pondcrm.churn.facts.domain.ProfilingStop;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.churn.facts.domain.Rating;
import io.pondcrm.churn.facts.domain.ServiceCase;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.score.domain.Contribution;
import io.pondcrm.churn.standing.domain.Standing;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a customer lies in MongoDB: what we were told, what we concluded, whom we warned of, and what
 * we still have to announce, in one document, so that none of them can be there without the others.
 *
 * @param brought what customers did who were merged into this one; null if there are none
 * @param merges of this customer into others; null if there were none
 * @param warning the latest warning; one document has one, so a customer never has two open ones
 * @param warningIds of all warnings that are kept, for the index
 * @param heardAt when something new was last heard
 * @param reviewAt when to look again if nothing is heard
 * @param stops whether the customer has had conclusions stopped, or had; absent for who never did
 * @param oldestPurchase when the oldest purchase happened, for the index; absent without one
 * @param oldestWord the oldest moment of what else is kept for a time, for the index; absent
 *     without
 * @param kept what was concluded before conclusions were stopped, out of sight of all who look for
 *     scores and warnings; absent while they are not stopped
 */
@Document("standings")
@TypeAlias("standing")
@CompoundIndex(name = "score", def = "{'score.points': 1, '_id': 1}")
@CompoundIndex(name = "loss", def = "{'score.lossMinor': 1, '_id': 1}")
@CompoundIndex(name = "bandScore", def = "{'score.band': 1, 'score.points': 1, '_id': 1}")
@CompoundIndex(name = "bandLoss", def = "{'score.band': 1, 'score.lossMinor': 1, '_id': 1}")
@CompoundIndex(name = "openScore", def = "{'warning.open': 1, 'warning.points': 1, '_id': 1}")
@CompoundIndex(name = "openLoss", def = "{'warning.open': 1, 'warning.lossMinor': 1, '_id': 1}")
@CompoundIndex(name = "openRaised", def = "{'warning.open': 1, 'warning.raisedAt': 1, '_id': 1}")
@CompoundIndex(name = "stateScore", def = "{'warning.state': 1, 'warning.points': 1, '_id': 1}")
@CompoundIndex(name = "stateLoss", def = "{'warning.state': 1, 'warning.lossMinor': 1, '_id': 1}")
@CompoundIndex(name = "stateRaised", def = "{'warning.state': 1, 'warning.raisedAt': 1, '_id': 1}")
@CompoundIndex(name = "warningIds", def = "{'warningIds': 1}")
@CompoundIndex(name = "oldestPurchase", def = "{'oldestPurchase': 1}", sparse = true)
@CompoundIndex(name = "oldestWord", def = "{'oldestWord': 1}", sparse = true)
@CompoundIndex(name = "review", def = "{'reviewAt': 1}")
record StandingDocument(
        @Id String id,
        long version,
        List<PurchasePart> purchases,
        List<ContactPart> contacts,
        List<CasePart> cases,
        List<RatingPart> ratings,
        @Nullable List<BroughtPart> brought,
        @Nullable List<MergePart> merges,
        @Nullable ScorePart score,
        @Nullable WarningPart warning,
        List<WarningPart> past,
        List<String> warningIds,
        Instant heardAt,
        @Nullable Instant reviewAt,
        @Nullable List<StopPart> stops,
        @Nullable Instant oldestPurchase,
        @Nullable Instant oldestWord,
        @Nullable KeptPart kept)
        implements Outboxed {

    /** Is there for those about whom nothing may be concluded, and for nobody else. */
    static final String KEPT = "kept";

    /** Names are short because a customer may have thousands of them. */
    record PurchasePart(String id, long seq, boolean sale, Instant at, String sum, String cur) {

        static PurchasePart of(Purchase it) {
            return new PurchasePart(
                    it.transactionId(),
                    it.sequence(),
                    it.isSale(),
                    it.occurredAt(),
                    it.amount().toPlainString(),
                    it.currency());
        }

        Purchase toDomain() {
            return new Purchase(id, seq, sale, at, new BigDecimal(sum), cur);
        }
    }

    record ContactPart(Instant first, Instant last) {}

    record CasePart(String id, boolean complaint, List<MovePart> moves) {

        static CasePart of(ServiceCase it) {
            return new CasePart(
                    it.id(),
                    it.isComplaint(),
                    it.moves().stream()
                            .map(move -> new MovePart(move.sequence(), move.opens(), move.at()))
                            .toList());
        }

        ServiceCase toDomain() {
            return new ServiceCase(
                    id,
                    complaint,
                    moves.stream()
                            .map(it -> new ServiceCase.Move(it.seq(), it.opens(), it.at()))
                            .toList());
        }
    }

    record RatingPart(String id, boolean poor, Instant at) {

        static RatingPart of(Rating it) {
            return new RatingPart(it.responseId(), it.isPoor(), it.at());
        }

        Rating toDomain() {
            return new Rating(id, poor, at);
        }
    }

    /** Facts of another customer; {@code id} is whose. */
    record BroughtPart(
            String id,
            String by,
            List<PurchasePart> purchases,
            List<ContactPart> contacts,
            List<CasePart> cases,
            List<RatingPart> ratings,
            @Nullable List<StopPart> stops) {

        static BroughtPart of(FactsByOrigin.Brought it) {
            var facts = it.facts();
            return new BroughtPart(
                    facts.customer().value(),
                    it.by().value(),
                    StandingDocument.purchases(facts),
                    StandingDocument.contacts(facts),
                    StandingDocument.cases(facts),
                    StandingDocument.ratings(facts),
                    StopPart.of(facts));
        }

        FactsByOrigin.Brought toDomain() {
            return new FactsByOrigin.Brought(
                    new CustomerId(by),
                    StandingDocument.facts(id, purchases, contacts, cases, ratings, stops));
        }
    }

    record StopPart(String whose, long sequence, boolean stopped) {

        static @Nullable List<StopPart> of(CustomerFacts facts) {
            return facts.stops().isEmpty()
                    ? null
                    : facts.stops().values().stream()
                            .map(it ->
                                    new StopPart(it.whose().value(), it.sequence(), it.stopped()))
                            .sorted(Comparator.comparing(StopPart::whose))
                            .toList();
        }

        ProfilingStop toDomain() {
            return new ProfilingStop(sequence, new CustomerId(whose), stopped);
        }
    }

    record KeptPart(
            @Nullable ScorePart score, @Nullable WarningPart warning, List<WarningPart> past) {

        static KeptPart of(Standing standing) {
            var warning = standing.warning();
            return new KeptPart(
                    ScorePart.of(standing.scored()),
                    warning == null ? null : WarningPart.of(warning),
                    standing.past().stream().map(WarningPart::of).toList());
        }

        Standing toDomain() {
            return StandingDocument.standing(score, warning, past);
        }
    }

    record MergePart(String id, String survivor, boolean undone) {

        static MergePart of(FactsByOrigin.Merge it) {
            return new MergePart(it.id(), it.survivor().value(), it.isUndone());
        }

        FactsByOrigin.Merge toDomain() {
            return new FactsByOrigin.Merge(id, new CustomerId(survivor), undone);
        }
    }

    record MovePart(long seq, boolean opens, Instant at) {}

    /**
     * @param points the score in hundredths, so that the store can sort by it
     * @param lossMinor the expected loss in the currency's minor unit; 0 where there is none
     */
    record ScorePart(
            String value,
            int points,
            String band,
            String label,
            @Nullable String loss,
            @Nullable String currency,
            long lossMinor,
            Instant asOf) {

        static @Nullable ScorePart of(Standing.@Nullable Scored scored) {
            if (scored == null) {
                return null;
            }
            var loss = scored.expectedLoss();
            return new ScorePart(
                    scored.value().toPlainString(),
                    StandingDocument.points(scored.value()),
                    scored.band().name(),
                    scored.label().name(),
                    loss == null ? null : loss.amount().toPlainString(),
                    loss == null ? null : loss.currency().getCurrencyCode(),
                    minor(loss),
                    scored.asOf());
        }

        Standing.Scored toDomain() {
            return new Standing.Scored(
                    new BigDecimal(value),
                    Band.valueOf(band),
                    Label.valueOf(label),
                    money(loss, currency),
                    asOf);
        }
    }

    record ReasonPart(String feature, @Nullable String value, String points, String en, String zh) {

        static ReasonPart of(Contribution it) {
            return new ReasonPart(
                    it.feature(),
                    it.value(),
                    it.points().toPlainString(),
                    it.words().en(),
                    it.words().zh());
        }

        Contribution toDomain() {
            return new Contribution(feature, value, new BigDecimal(points), new Name(en, zh));
        }
    }

    /**
     * @param open whether the state is one of the open ones, for the index
     */
    record WarningPart(
            String id,
            boolean open,
            String state,
            String level,
            String score,
            int points,
            String label,
            String definition,
            int definitionVersion,
            List<ReasonPart> reasons,
            @Nullable String loss,
            @Nullable String currency,
            long lossMinor,
            Instant silentSince,
            Instant raisedAt,
            @Nullable String assignee,
            @Nullable Instant acknowledgedAt,
            @Nullable String outcome,
            @Nullable String dismissal,
            @Nullable Instant closedAt) {

        static WarningPart of(Warning it) {
            var loss = it.expectedLoss();
            var outcome = it.outcome();
            var dismissal = it.dismissal();
            return new WarningPart(
                    it.id(),
                    it.isOpen(),
                    it.state().name(),
                    it.level().name(),
                    it.score().toPlainString(),
                    StandingDocument.points(it.score()),
                    it.label().name(),
                    it.definition(),
                    it.definitionVersion(),
                    it.reasons().stream().map(ReasonPart::of).toList(),
                    loss == null ? null : loss.amount().toPlainString(),
                    loss == null ? null : loss.currency().getCurrencyCode(),
                    minor(loss),
                    it.silentSince(),
                    it.raisedAt(),
                    it.assignee(),
                    it.acknowledgedAt(),
                    outcome == null ? null : outcome.name(),
                    dismissal == null ? null : dismissal.name(),
                    it.closedAt());
        }

        Warning toDomain() {
            return new Warning(
                    id,
                    Warning.State.valueOf(state),
                    Band.valueOf(level),
                    new BigDecimal(score),
                    Label.valueOf(label),
                    definition,
                    definitionVersion,
                    reasons.stream().map(ReasonPart::toDomain).toList(),
                    money(loss, currency),
                    silentSince,
                    raisedAt,
                    assignee,
                    acknowledgedAt,
                    outcome == null ? null : Warning.Outcome.valueOf(outcome),
                    dismissal == null ? null : Warning.Dismissal.valueOf(dismissal),
                    closedAt);
        }
    }

    static StandingDocument first(
            FactsByOrigin facts, Standing concluded, Instant heardAt, @Nullable Instant reviewAt) {
        var isStopped = facts.counted().isStopped();
        var standing = isStopped ? Standing.NONE : concluded;
        var own = facts.own();
        var brought = facts.brought().stream().map(BroughtPart::of).toList();
        var merges = facts.merges().stream().map(MergePart::of).toList();
        var warning = standing.warning();
        return new StandingDocument(
                own.customer().value(),
                1,
                purchases(own),
                contacts(own),
                cases(own),
                ratings(own),
                brought.isEmpty() ? null : brought,
                merges.isEmpty() ? null : merges,
                ScorePart.of(standing.scored()),
                warning == null ? null : WarningPart.of(warning),
                standing.past().stream().map(WarningPart::of).toList(),
                Stream.concat(Stream.ofNullable(warning), standing.past().stream())
                        .map(Warning::id)
                        .toList(),
                heardAt,
                reviewAt,
                StopPart.of(own),
                facts.findOldestPurchase().orElse(null),
                Stream.concat(
                                facts.findOldestWord().stream(),
                                concluded.past().stream()
                                        .map(Warning::closedAt)
                                        .filter(Objects::nonNull))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                isStopped ? KeptPart.of(concluded) : null);
    }

    private static List<PurchasePart> purchases(CustomerFacts facts) {
        return facts.purchases().stream().map(PurchasePart::of).toList();
    }

    private static List<ContactPart> contacts(CustomerFacts facts) {
        return facts.contactDays().values().stream()
                .map(it -> new ContactPart(it.first(), it.last()))
                .toList();
    }

    private static List<CasePart> cases(CustomerFacts facts) {
        return facts.cases().values().stream().map(CasePart::of).toList();
    }

    private static List<RatingPart> ratings(CustomerFacts facts) {
        return facts.ratings().values().stream().map(RatingPart::of).toList();
    }

    /** The fields that are not as they lie here; null removes one. */
    Map<String, @Nullable Object> difference(StandingDocument now) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        put(fields, "purchases", purchases, now.purchases);
        put(fields, "contacts", contacts, now.contacts);
        put(fields, "cases", cases, now.cases);
        put(fields, "ratings", ratings, now.ratings);
        put(fields, "brought", brought, now.brought);
        put(fields, "merges", merges, now.merges);
        put(fields, "score", score, now.score);
        put(fields, "warning", warning, now.warning);
        put(fields, "past", past, now.past);
        put(fields, "warningIds", warningIds, now.warningIds);
        put(fields, "heardAt", heardAt, now.heardAt);
        put(fields, "reviewAt", reviewAt, now.reviewAt);
        put(fields, "stops", stops, now.stops);
        put(fields, "oldestPurchase", oldestPurchase, now.oldestPurchase);
        put(fields, "oldestWord", oldestWord, now.oldestWord);
        put(fields, KEPT, kept, now.kept);
        return fields;
    }

    private static void put(
            Map<String, @Nullable Object> fields,
            String name,
            @Nullable Object was,
            @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            fields.put(name, is);
        }
    }

    FactsByOrigin facts() {
        return new FactsByOrigin(
                facts(id, purchases, contacts, cases, ratings, stops),
                brought == null ? List.of() : brought.stream().map(BroughtPart::toDomain).toList(),
                merges == null ? List.of() : merges.stream().map(MergePart::toDomain).toList());
    }

    private static CustomerFacts facts(
            String id,
            List<PurchasePart> purchases,
            List<ContactPart> contacts,
            List<CasePart> cases,
            List<RatingPart> ratings,
            @Nullable List<StopPart> stops) {
        var days = new TreeMap<LocalDate, ContactDay>();
        for (var contact : contacts) {
            days.put(
                    LocalDate.ofInstant(contact.first(), ZoneOffset.UTC),
                    new ContactDay(contact.first(), contact.last()));
        }
        var known = new TreeMap<String, ServiceCase>();
        cases.forEach(it -> known.put(it.id(), it.toDomain()));
        var answers = new TreeMap<String, Rating>();
        ratings.forEach(it -> answers.put(it.id(), it.toDomain()));
        var bought = new ArrayList<Purchase>(purchases.size());
        purchases.forEach(purchase -> bought.add(purchase.toDomain()));
        return new CustomerFacts(
                new CustomerId(id),
                bought,
                days,
                known,
                answers,
                stops == null
                        ? Map.of()
                        : stops.stream()
                                .map(StopPart::toDomain)
                                .collect(Collectors.toMap(ProfilingStop::whose, it -> it)));
    }

    /** What was concluded last, also while it is out of sight. */
    Standing standing() {
        return kept == null ? standing(score, warning, past) : kept.toDomain();
    }

    private static Standing standing(
            @Nullable ScorePart score, @Nullable WarningPart warning, List<WarningPart> past) {
        return new Standing(
                score == null ? null : score.toDomain(),
                warning == null ? null : warning.toDomain(),
                past.stream().map(WarningPart::toDomain).toList());
    }

    private static int points(BigDecimal score) {
        return score.movePointRight(2).intValueExact();
    }

    private static long minor(@Nullable Money money) {
        return money == null
                ? 0
                : money.amount()
                        .movePointRight(Math.max(0, money.currency().getDefaultFractionDigits()))
                        .longValueExact();
    }

    private static @Nullable Money money(@Nullable String amount, @Nullable String currency) {
        return amount == null || currency == null ? null : Money.of(amount, currency);
    }
}
