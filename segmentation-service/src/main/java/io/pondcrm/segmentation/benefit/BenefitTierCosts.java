package io.pondcrm.segmentation.benefit;

import io.pondcrm.segmentation.benefit.domain.Benefits;
import io.pondcrm.segmentation.tier.domain.TierCost;
import io.pondcrm.segmentation.tier.domain.TierCosts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Adds up what the benefits of a tier cost. */
@Component
class BenefitTierCosts implements TierCosts {

    private final Benefits benefits;

    BenefitTierCosts(Benefits benefits) {
        this.benefits = benefits;
    }

    @Override
    public Map<String, TierCost> of(
            String scheme, Collection<String> tiers, String currency, Instant at) {
        var catalogue = benefits.listAll();
        var costs = new LinkedHashMap<String, TierCost>();
        for (var tier : tiers) {
            var sum = BigDecimal.ZERO;
            var unpriced = 0;
            for (var benefit : catalogue) {
                if (benefit.findGrant(scheme, tier, at).isPresent()) {
                    var cost = benefit.yearlyCost();
                    if (cost != null && cost.currency().getCurrencyCode().equals(currency)) {
                        sum = sum.add(cost.amount());
                    } else {
                        unpriced++;
                    }
                }
            }
            costs.put(tier, new TierCost(sum, unpriced));
        }
        return costs;
    }
}
