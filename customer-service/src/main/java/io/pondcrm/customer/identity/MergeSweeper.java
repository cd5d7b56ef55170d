package io.pondcrm.customer.identity;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Brings merges to their end whose instance crashed half-way. */
@Component
class MergeSweeper extends Sweeper {

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
        left.forEach(mergeCustomers::goOn);
        return left.size() == MOST;
    }
}
