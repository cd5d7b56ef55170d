package io.pondcrm.segmentation.tier;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.tier.domain.HeldTier;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.pondcrm.segmentation.tier.domain.StandingTier;
import io.pondcrm.segmentation.tier.domain.TierChange;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Follows a customer through the schemes and tells only where that ends. */
@Component
class SchemeHeldTiers implements HeldTiers {

    private final MongoTierSchemes schemes;
    private final TierQueries queries;

    SchemeHeldTiers(MongoTierSchemes schemes, TierQueries queries) {
        this.schemes = schemes;
        this.queries = queries;
    }

    @Override
    public List<String> listSchemes() {
        return schemes.listInForce().stream().map(TierRules::id).toList();
    }

    @Override
    public List<String> listTiers(String id) {
        return published(id)
                .map(rules -> rules.levels().stream().map(TierLevel::code).toList())
                .orElse(List.of());
    }

    private Optional<TierRules> published(String id) {
        return schemes.find(id).flatMap(Editions::published).map(Edition::definition);
    }

    @Override
    public Optional<HeldTier> find(String id, CustomerFacts facts, Instant at) {
        return schemes.findAt(id, at)
                .flatMap(rules -> rules.follow(facts, at).map(course -> held(rules, course)));
    }

    private static HeldTier held(TierRules rules, TierCourse course) {
        return new HeldTier(
                rules.id(),
                rules.version(),
                course.standing().tier(),
                since(rules, course),
                startOf(rules, course.standing().reviewOn()));
    }

    private static Instant since(TierRules rules, TierCourse course) {
        var override = course.override();
        if (override != null) {
            return override.from();
        }
        for (var change : course.changes().reversed()) {
            if (!(change instanceof TierChange.Renewed)
                    && !(change instanceof TierChange.LoweringScheduled)) {
                return change.at();
            }
        }
        return startOf(rules, course.standing().since());
    }

    private static Instant startOf(TierRules rules, LocalDate day) {
        return day.atStartOfDay(rules.zone()).toInstant();
    }

    @Override
    public Map<CustomerId, List<StandingTier>> listStanding(
            Collection<CustomerId> customers, Instant at) {
        return queries.standing(customers, TierSchemes.MAIN, at);
    }

    @Override
    public List<CustomerId> listMembers(
            String id, String tier, @Nullable CustomerId after, int limit) {
        return published(id)
                .map(rules -> queries.members(rules, tier, after, limit))
                .orElse(List.of());
    }

    @Override
    public Map<String, Long> count(String id) {
        var counts = new LinkedHashMap<String, Long>();
        published(id)
                .ifPresent(rules ->
                        queries.distribution(rules)
                                .tiers()
                                .forEach(tier -> counts.put(tier.tier(), tier.customers())));
        return counts;
    }
}
