package io.pondcrm.chassis.copies;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Duration;

/** Forgets which questions were answered. */
class CopySweeper extends Sweeper {

    private final CopyAnswers answers;

    CopySweeper(CopyAnswers answers) {
        super("copy-sweeper", Duration.ofMinutes(10));
        this.answers = answers;
    }

    @Override
    protected boolean sweep() {
        answers.forget();
        return false;
    }
}
