package io.pondcrm.customer.datause;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.datause.domain.DataUse;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.view.domain.LastEntries;
import io.pondcrm.customer.view.domain.LastEntries.LastEntry;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * When each use was made last, as far as what lies here tells: the profile, the ledger of consents,
 * the timeline, what other services said last, and the audit trail.
 */
@Component
class LastUses {

    private static final String AUDIT = "auditEvents";

    private final MongoOperations mongo;
    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final LastEntries timeline;
    private final ViewParts viewParts;

    LastUses(
            MongoOperations mongo,
            Customers customers,
            ConsentLedgers ledgers,
            LastEntries timeline,
            ViewParts viewParts) {
        this.mongo = mongo;
        this.customers = customers;
        this.ledgers = ledgers;
        this.timeline = timeline;
        this.viewParts = viewParts;
    }

    /** Absent are uses of which nothing is known. */
    Map<DataUse, Instant> of(Customer customer) {
        var selves = customers.selvesOf(customer.id());
        var entries = timeline.of(selves);
        var parts = viewParts.of(customer.id());
        var last = new EnumMap<DataUse, Instant>(DataUse.class);
        for (var use : DataUse.values()) {
            var at = lastOf(use, customer, selves, entries, parts);
            if (at != null) {
                last.put(use, at);
            }
        }
        return last;
    }

    private @Nullable Instant lastOf(
            DataUse use,
            Customer customer,
            List<CustomerId> selves,
            List<LastEntry> entries,
            List<ViewPart> parts) {
        return switch (use) {
            case PROFILE_KEEPING -> customer.updatedAt();
            case PURCHASE_RECORDS -> entry(entries, it -> it.isOf("transaction"));
            case BEHAVIOUR_RECORDS -> entry(entries, it -> it.isOf("interaction"));
            case CONSENT_RECORDS ->
                    latest(
                            ledgers.get(customer.id()).statements().stream()
                                    .map(ConsentStatement::recordedAt));
            case ACCESS_BY_STAFF -> audited(selves, "READ");
            case ACCESS_RECORDS -> audited(selves, null);
            case VALUE_SCORING ->
                    part(
                            parts,
                            Set.of(
                                    ViewPart.Kind.SCORE,
                                    ViewPart.Kind.TIER,
                                    ViewPart.Kind.LIFECYCLE));
            case SEGMENTATION -> part(parts, Set.of(ViewPart.Kind.SEGMENT));
            case MARKETING_MESSAGES -> entry(entries, it -> it.isSentFor("MARKETING"));
            case CARE_MESSAGES -> entry(entries, it -> it.isSentFor("CARE"));
            case FOLLOW_UPS -> entry(entries, it -> it.isOf("follow-up"));
            case CASE_HANDLING -> entry(entries, it -> it.isOf("case"));
            case SURVEYS -> entry(entries, it -> it.isOf("survey") || it.isSentFor("SURVEYS"));
            case CHURN_PREDICTION -> part(parts, Set.of(ViewPart.Kind.CHURN));
        };
    }

    private static @Nullable Instant entry(List<LastEntry> entries, Predicate<LastEntry> wanted) {
        return latest(entries.stream().filter(wanted).map(LastEntry::at));
    }

    private static @Nullable Instant part(List<ViewPart> parts, Set<ViewPart.Kind> kinds) {
        return latest(parts.stream().filter(it -> kinds.contains(it.kind())).map(ViewPart::asOf));
    }

    private static @Nullable Instant latest(Stream<Instant> moments) {
        return moments.max(Comparator.naturalOrder()).orElse(null);
    }

    private @Nullable Instant audited(List<CustomerId> selves, @Nullable String kind) {
        var wanted = where("customers").in(selves.stream().map(CustomerId::value).toList());
        if (kind != null) {
            wanted.and("kind").is(kind);
        }
        var query = new Query(wanted).with(Sort.by(Sort.Direction.DESC, "at")).limit(1);
        query.fields().include("at");
        return Optional.ofNullable(mongo.findOne(query, Document.class, AUDIT))
                .map(it -> it.getDate("at").toInstant())
                .orElse(null);
    }
}
