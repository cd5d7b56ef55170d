package io.pondcrm.customer.identity;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings merges to their end whose instance crashed half-way. */
@Component
class MergeSweeper extends Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(MergeSweeper.class);

    private static final int MOST = 100;

    /** Whoever began a merge so long ago must be gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MongoMerges merges;
    private final MergeCustomers mergeCustomers;
    private final Clock clock;

    MergeSweeper(MongoMerges merges, MergeCustomers mergeCustomers, Clock clock) {
        super("merge-sweeper", Duration.ofSeconds(10));
        this.merges = merges;
        this.mergeCustomers = mergeCustomers;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var left = merges.listLeft(clock.instant().minus(PATIENCE), MOST);
        var stuck = 0;
        for (var merge : left) {
            try {
                mergeCustomers.goOn(merge);
            } catch (RuntimeException failed) {
                // One that cannot go on must not keep the others waiting.
                LOG.warn("Merge {} cannot go on", merge.id(), failed);
                stuck++;
            }
        }
        return stuck == 0 && left.size() == MOST;
    }
}
