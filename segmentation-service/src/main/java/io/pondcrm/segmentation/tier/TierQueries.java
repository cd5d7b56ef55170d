package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
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

    /** The part of a standing that lists of a scheme by points need. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record SchemeMemberRow(@Id String id, List<SchemeRow> schemes) {

        TierPayloads.Member in(String scheme) {
            return schemes.stream()
                    .filter(it -> it.scheme.equals(scheme))
                    .findFirst()
                    .map(it ->
                            new TierPayloads.Member(
                                    id,
                                    it.tier,
                                    LocalDate.parse(it.since),
                                    LocalDate.parse(it.reviewOn),
                                    it.status,
                                    it.expectedTier))
                    .orElseThrow();
        }
    }

    record SchemeRow(
            String scheme,
            String tier,
            String since,
            String reviewOn,
            String status,
            @Nullable String expectedTier) {}

    Page<TierPayloads.Member> members(TierRules rules, String tier, PageRequest page) {
        return switch (rules) {
            case TierScheme _ -> members(tier, page);
            case Scorecard card ->
                    page.find(
                            mongo,
                            Criteria.where("schemeTiers").is(card.id() + "/" + tier),
                            SchemeMemberRow.class,
                            row -> row.in(card.id()));
        };
    }

    TierPayloads.Distribution distribution(TierRules rules) {
        return switch (rules) {
            case TierScheme scheme -> distribution(scheme);
            case Scorecard card -> distribution(card);
        };
    }

    private TierPayloads.Distribution distribution(Scorecard card) {
        var counts = new HashMap<String, Long>();
        for (var level : card.levels()) {
            var members = Criteria.where("schemeTiers").is(card.id() + "/" + level.code());
            counts.put(level.code(), mongo.count(Query.query(members), STANDINGS));
        }
        return distribution(card, counts);
    }

    private Page<TierPayloads.Member> members(String tier, PageRequest page) {
        return page.find(
                mongo, Criteria.where("tier.tier").is(tier), MemberRow.class, MemberRow::toPayload);
    }

    private TierPayloads.Distribution distribution(TierScheme scheme) {
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
        return distribution(scheme, counts);
    }

    private TierPayloads.Distribution distribution(TierRules rules, Map<String, Long> counts) {
        return new TierPayloads.Distribution(
                rules.id(),
                rules.version(),
                counts.values().stream().mapToLong(count -> count).sum(),
                rules.levels().stream()
                        .map(level ->
                                new TierPayloads.Count(
                                        level.code(),
                                        TierPayloads.Words.of(level.name()),
                                        counts.getOrDefault(level.code(), 0L)))
                        .toList(),
                clock.instant());
    }
}
