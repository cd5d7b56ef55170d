package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads tiers from where customers stand. */
@Component
class TierQueries {

    private static final String STANDINGS = "standings";

    private final MongoOperations mongo;
    private final Clock clock;

    TierQueries(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** The part of a standing that lists of tiers need. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record MemberRow(@Id String id, TierRow tier) {

        TierPayloads.Member toPayload() {
            return new TierPayloads.Member(
                    id,
                    tier.tier,
                    LocalDate.parse(tier.since),
                    LocalDate.parse(tier.reviewOn),
                    tier.status,
                    tier.expectedTier);
        }
    }

    record TierRow(
            String tier,
            String since,
            String reviewOn,
            String status,
            @Nullable String expectedTier) {}

    Page<TierPayloads.Member> members(String tier, PageRequest page) {
        return page.find(
                mongo, Criteria.where("tier.tier").is(tier), MemberRow.class, MemberRow::toPayload);
    }

    TierPayloads.Distribution distribution(TierScheme scheme) {
        var counts = new HashMap<String, Long>();
        mongo.aggregate(
                        Aggregation.newAggregation(
                                Aggregation.match(Criteria.where("tier.tier").exists(true)),
                                Aggregation.group("tier.tier").count().as("customers")),
                        STANDINGS,
                        Document.class)
                .forEach(row ->
                        counts.put(
                                row.getString("_id"),
                                row.get("customers", Number.class).longValue()));
        return new TierPayloads.Distribution(
                scheme.id(),
                scheme.version(),
                counts.values().stream().mapToLong(count -> count).sum(),
                scheme.levels().stream()
                        .map(level ->
                                new TierPayloads.Count(
                                        level.code(),
                                        TierPayloads.Words.of(level.name()),
                                        counts.getOrDefault(level.code(), 0L)))
                        .toList(),
                clock.instant());
    }
}
