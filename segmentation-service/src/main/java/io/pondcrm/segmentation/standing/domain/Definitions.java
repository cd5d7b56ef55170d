package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.util.List;
import java.util.Optional;

/**
 * Everything that customers are held against at a time.
 *
 * @param tiers the published version of each tier scheme
 * @param lifecycle the scheme that every customer is in
 * @param furtherLifecycles those in force beside it, each with its versions of before
 * @param runs the latest run of each RFM model
 * @param mainModel the model whose scores predicates may use
 * @param clv which model of lifetime value was in use when
 * @param currency what spend in predicates is counted in
 * @param attributes how predicates read the company's own attributes
 */
public record Definitions(
        List<TierRules> tiers,
        LifecycleScheme lifecycle,
        List<Editions<LifecycleScheme>> furtherLifecycles,
        List<RfmRun> runs,
        String mainModel,
        ClvUses clv,
        List<Segment> segments,
        String currency,
        AttributeTypes attributes) {

    public Definitions {
        tiers = List.copyOf(tiers);
        furtherLifecycles = List.copyOf(furtherLifecycles);
        runs = List.copyOf(runs);
        segments = List.copyOf(segments);
    }

    /** Where there are no models of lifetime value and no attributes of the company's own. */
    public Definitions(
            List<TierRules> tiers,
            LifecycleScheme lifecycle,
            List<Editions<LifecycleScheme>> furtherLifecycles,
            List<RfmRun> runs,
            String mainModel,
            List<Segment> segments,
            String currency) {
        this(
                tiers,
                lifecycle,
                furtherLifecycles,
                runs,
                mainModel,
                ClvUses.NONE,
                segments,
                currency,
                AttributeTypes.NONE);
    }

    /** The rules of the main tier scheme; empty while none of it are in force. */
    Optional<TierRules> mainTiers() {
        return tiers.stream().filter(it -> it.id().equals(TierSchemes.MAIN)).findFirst();
    }
}
