package io.pondcrm.chassis.erasure;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.time.Duration;

/** Looks once more after each erasure, when nothing of before can be under way any more. */
class ErasureSweeper extends Sweeper {

    /** Longer than a request lasts, and than instances keep keys in memory. */
    private static final Duration LATE = Duration.ofSeconds(40);

    private static final int MOST = 100;

    private final Erasures erasures;
    private final Clock clock;

    ErasureSweeper(Erasures erasures, Clock clock) {
        super("erasure-sweeper", Duration.ofSeconds(5));
        this.erasures = erasures;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        return erasures.settle(clock.instant().minus(LATE), MOST) == MOST;
    }
}
