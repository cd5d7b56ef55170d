package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.CutTable;
import io.pondcrm.segmentation.tier.domain.PointCounts;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts all customers' points and tells where tiers with quotas begin. Keeps nothing. */
@Component
class DrawCutPoints {

    private static final int BATCH = 500;

    private final Facts facts;

    DrawCutPoints(Facts facts) {
        this.facts = facts;
    }

    /**
     * @param id of the draw
     * @param job of which this is the first of two rounds over everybody; begun anew if it stops
     */
    CutTable handle(String id, Scorecard rules, Instant asOf, JobRun job) {
        var counts = new PointCounts(rules, asOf);
        var total = facts.estimateCount();
        var counted = 0L;
        for (var page : facts.pagesAfter(null, BATCH)) {
            counts.add(page);
            counted += page.size();
            job.progress(counted, 2 * total);
            job.check();
        }
        return counts.toTable(id);
    }
}
