package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.tier.domain.HeldTier;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.pondcrm.segmentation.tier.domain.TierChange;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Follows a customer through the scheme and tells only where that ends. */
@Component
class SchemeHeldTiers implements HeldTiers {

    private final TierScheme scheme;
    private final TierQueries queries;

    SchemeHeldTiers(TierScheme scheme, TierQueries queries) {
        this.scheme = scheme;
        this.queries = queries;
    }

    @Override
    public List<String> listSchemes() {
        return List.of(scheme.id());
    }

    @Override
    public List<String> listTiers(String id) {
        return scheme.id().equals(id)
                ? scheme.levels().stream().map(TierLevel::code).toList()
                : List.of();
    }

    @Override
    public Optional<HeldTier> find(String id, CustomerFacts facts, Instant at) {
        return scheme.id().equals(id)
                ? scheme.follow(facts, at)
                        .map(course ->
                                new HeldTier(
                                        scheme.id(),
                                        scheme.version(),
                                        course.standing().tier(),
                                        since(course),
                                        startOf(course.standing().reviewOn())))
                : Optional.empty();
    }

    private Instant since(TierCourse course) {
        for (var change : course.changes().reversed()) {
            if (!(change instanceof TierChange.Renewed)
                    && !(change instanceof TierChange.LoweringScheduled)) {
                return change.at();
            }
        }
        return startOf(course.standing().since());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(scheme.zone()).toInstant();
    }

    @Override
    public Map<String, Long> count(String id) {
        var counts = new LinkedHashMap<String, Long>();
        if (scheme.id().equals(id)) {
            for (var tier : queries.distribution(scheme).tiers()) {
                counts.put(tier.tier(), tier.customers());
            }
        }
        return counts;
    }
}
