package io.pondcrm.chassis.access;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Duration;

/** Forgets which requests were answered when nobody asks for it any more. */
class AccessSweeper extends Sweeper {

    private final AccessAnswers answers;

    AccessSweeper(AccessAnswers answers) {
        super("access-sweeper", Duration.ofMinutes(10));
        this.answers = answers;
    }

    @Override
    protected boolean sweep() {
        answers.forget();
        return false;
    }
}
