package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.CutTable;
import io.pondcrm.segmentation.tier.domain.PointCounts;
import io.pondcrm.segmentation.tier.domain.QuotaSchemes;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;

/** Counts all customers' points and tells where tiers with quotas begin. */
@Component
class DrawCutPoints implements QuotaSchemes {

    private static final int BATCH = 500;

    private final Facts facts;
    private final MongoTierSchemes schemes;
    private final Clock clock;

    DrawCutPoints(Facts facts, MongoTierSchemes schemes, Clock clock) {
        this.facts = facts;
        this.schemes = schemes;
        this.clock = clock;
    }

    /**
     * @param id of the draw
     * @param job of which this is the first of two rounds over everybody; begun anew if it stops
     */
    CutTable handle(String id, Scorecard rules, Instant asOf, JobRun job) {
        var total = facts.estimateCount();
        var counted = new AtomicLong();
        return handle(
                id,
                rules,
                asOf,
                customers -> {
                    job.progress(counted.addAndGet(customers), 2 * total);
                    job.check();
                });
    }

    private CutTable handle(String id, Scorecard rules, Instant asOf, IntConsumer reached) {
        var counts = new PointCounts(rules, asOf);
        for (var page : facts.pagesAfter(null, BATCH)) {
            counts.add(page);
            reached.accept(page.size());
        }
        return counts.toTable(id);
    }

    @Override
    public void publishDrawn(String scheme, String draw, String by, IntConsumer reached) {
        var draft =
                schemes.find(scheme)
                        .filter(it -> it.published().isEmpty())
                        .flatMap(Editions::draft)
                        .map(Edition::definition);
        if (!(draft.orElse(null) instanceof Scorecard written) || !written.hasQuotas()) {
            return;
        }
        var asOf = new AsOf(clock.instant()).moment();
        var table = handle(draw, written, asOf, reached);
        var drawn = written.asWritten();
        var cutPoints = drawn.cutPoints().and(table, asOf);
        schemes.change(scheme, it -> it.simulated(drawn.with(cutPoints), clock.instant()));
        schemes.change(scheme, it -> it.publish(clock.instant(), by));
    }
}
