package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.feedback.cases.domain.Cases;
import java.time.Clock;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Writes down that a promised moment passed, soon after it did. What is due lies in an index of the
 * store, so nothing is forgotten by a restart. Each instance watches: a lease would only put off
 * the others when its holder dies. That two see the same case at once does no harm, for the breach
 * and its event are one change of one version of the case, and the second finds it done.
 */
@Component
class BreachWatch extends Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(BreachWatch.class);
    private static final int BATCH = 200;

    private final Cases cases;
    private final Clock clock;

    BreachWatch(Cases cases, Clock clock, CaseSettings settings) {
        super("breach-watch", settings.watchInterval());
        this.cases = cases;
        this.clock = clock;
    }

    /** One case that can't be changed must not hold up the others; it is looked at again later. */
    @Override
    protected boolean sweep() {
        var done = 0;
        for (var id : cases.listDue(clock.instant(), BATCH)) {
            try {
                cases.change(id, it -> it.noticeBreaches(clock.instant()));
                done++;
            } catch (OptimisticLockingFailureException | NoSuchElementException failure) {
                LOG.warn("A promise of {} can't be looked at: {}", id, failure.toString());
            }
        }
        return done == BATCH;
    }
}
