package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.clv.domain.ClvUses;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.util.List;

/**
 * Everything that customers are held against at a time.
 *
 * @param scorecards the published tier schemes by points, beside the one by spend
 * @param lifecycle the scheme that every customer is in
 * @param furtherLifecycles those in force beside it, each with its versions of before
 * @param runs the latest run of each RFM model
 * @param mainModel the model whose scores predicates may use
 * @param clv which model of lifetime value was in use when
 * @param currency what spend in predicates is counted in
 * @param attributes how predicates read the company's own attributes
 */
public record Definitions(
        TierScheme tiers,
        List<Scorecard> scorecards,
        LifecycleScheme lifecycle,
        List<Editions<LifecycleScheme>> furtherLifecycles,
        List<RfmRun> runs,
        String mainModel,
        ClvUses clv,
        List<Segment> segments,
        String currency,
        AttributeTypes attributes) {

    public Definitions {
        scorecards = List.copyOf(scorecards);
        furtherLifecycles = List.copyOf(furtherLifecycles);
        runs = List.copyOf(runs);
        segments = List.copyOf(segments);
    }

    /** Where there are no models of lifetime value and no attributes of the company's own. */
    public Definitions(
            TierScheme tiers,
            List<Scorecard> scorecards,
            LifecycleScheme lifecycle,
            List<Editions<LifecycleScheme>> furtherLifecycles,
            List<RfmRun> runs,
            String mainModel,
            List<Segment> segments,
            String currency) {
        this(
                tiers,
                scorecards,
                lifecycle,
                furtherLifecycles,
                runs,
                mainModel,
                ClvUses.NONE,
                segments,
                currency,
                AttributeTypes.NONE);
    }
}
