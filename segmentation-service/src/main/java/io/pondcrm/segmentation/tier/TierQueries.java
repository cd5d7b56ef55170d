package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.tier.domain.StandingTier;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Reads tiers from where customers stand. */
@Component
class TierQueries {

    private static final String STANDINGS = "standings";
    private static final String LEFT = "left_standings";

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

    /** The part of a standing that lists of a scheme beside the main one need. */
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

    /** The part of a standing that says which tiers a customer has, and whose decision they are. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record StandingRow(
            @Id String id,
            @Nullable HeldRow tier,
            @Nullable List<HeldInRow> schemes,
            @Nullable List<OverrideRow> overrides,
            @Nullable KeptRow kept) {

        /** Also while nothing may be concluded: nobody loses what they have by saying so. */
        List<StandingTier> tiers(String mainScheme, Instant at) {
            return kept == null
                    ? tiers(tier, schemes, mainScheme, at)
                    : tiers(kept.tier, kept.schemes, mainScheme, at);
        }

        private List<StandingTier> tiers(
                @Nullable HeldRow tier,
                @Nullable List<HeldInRow> schemes,
                String mainScheme,
                Instant at) {
            var tiers = new ArrayList<StandingTier>();
            if (tier != null) {
                tiers.add(standing(mainScheme, tier.tier, at));
            }
            if (schemes != null) {
                schemes.forEach(it -> tiers.add(standing(it.scheme, it.tier, at)));
            }
            return tiers;
        }

        private StandingTier standing(String scheme, String held, Instant at) {
            return new StandingTier(
                    scheme,
                    held,
                    overrides == null
                            ? null
                            : overrides.stream()
                                    .filter(it -> it.scheme.equals(scheme) && it.tier.equals(held))
                                    .filter(it -> it.holdsAt(at))
                                    .map(OverrideRow::until)
                                    .max(Instant::compareTo)
                                    .orElse(null));
        }
    }

    record KeptRow(@Nullable HeldRow tier, @Nullable List<HeldInRow> schemes) {}

    record HeldRow(String tier) {}

    record HeldInRow(String scheme, String tier) {}

    record OverrideRow(
            String scheme,
            String tier,
            Instant from,
            Instant until,
            @Nullable Instant withdrawnAt) {

        boolean holdsAt(Instant at) {
            return !from.isAfter(at)
                    && until.isAfter(at)
                    && (withdrawnAt == null || withdrawnAt.isAfter(at));
        }
    }

    Map<CustomerId, List<StandingTier>> standing(
            Collection<CustomerId> customers, String mainScheme, Instant at) {
        var query =
                Query.query(
                        Criteria.where("_id")
                                .in(customers.stream().map(CustomerId::value).toList()));
        query.fields()
                .include(
                        "tier.tier",
                        "schemes.scheme",
                        "schemes.tier",
                        "overrides",
                        "kept.tier.tier",
                        "kept.schemes.scheme",
                        "kept.schemes.tier");
        var standing = new HashMap<CustomerId, List<StandingTier>>();
        for (var row : mongo.find(query, StandingRow.class)) {
            standing.put(new CustomerId(row.id), row.tiers(mainScheme, at));
        }
        return standing;
    }

    Page<TierPayloads.Member> members(TierRules rules, String tier, PageRequest page) {
        return isMain(rules)
                ? page.find(mongo, members(rules, tier), MemberRow.class, MemberRow::toPayload)
                : page.find(
                        mongo,
                        members(rules, tier),
                        SchemeMemberRow.class,
                        row -> row.in(rules.id()));
    }

    List<CustomerId> members(TierRules rules, String tier, @Nullable CustomerId after, int limit) {
        var members = members(rules, tier);
        var query = Query.query(after == null ? members : members.and("_id").gt(after.value()));
        query.with(Sort.by("_id")).limit(limit).fields().include("_id");
        return mongo.find(query, Document.class, STANDINGS).stream()
                .map(it -> new CustomerId(it.getString("_id")))
                .toList();
    }

    private static Criteria members(TierRules rules, String tier) {
        return isMain(rules)
                ? Criteria.where("tier.tier").is(tier)
                : Criteria.where("schemeTiers").is(rules.id() + "/" + tier);
    }

    private static boolean isMain(TierRules rules) {
        return rules.id().equals(TierSchemes.MAIN);
    }

    TierPayloads.Distribution distribution(TierRules rules) {
        var counts =
                rules.levels().stream()
                        .map(level -> {
                            var members = Query.query(members(rules, level.code()));
                            var left = mongo.count(members, LEFT);
                            return new TierPayloads.Count(
                                    level.code(),
                                    TierPayloads.Words.of(level.name()),
                                    mongo.count(members, STANDINGS) + left,
                                    left);
                        })
                        .toList();
        return new TierPayloads.Distribution(
                rules.id(),
                rules.version(),
                counts.stream().mapToLong(TierPayloads.Count::customers).sum(),
                counts.stream().mapToLong(TierPayloads.Count::anonymized).sum(),
                counts,
                clock.instant());
    }
}
