package io.pondcrm.engagement.care;

import io.pondcrm.chassis.jobs.Sweeper;
import org.springframework.stereotype.Component;

/** Looks every so often whose birthday it is; several instances may do so at once. */
@Component
class BirthdaySweeper extends Sweeper {

    private final GreetCustomers greetCustomers;

    BirthdaySweeper(GreetCustomers greetCustomers, CareSettings settings) {
        super("birthday-sweeper", settings.interval());
        this.greetCustomers = greetCustomers;
    }

    @Override
    protected boolean sweep() {
        greetCustomers.handle();
        return false;
    }
}
