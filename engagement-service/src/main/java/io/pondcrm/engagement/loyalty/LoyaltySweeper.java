package io.pondcrm.engagement.loyalty;

import io.pondcrm.chassis.jobs.Sweeper;
import org.springframework.stereotype.Component;

/**
 * Books every so often which points became active or expired, and what is under way between two ids
 * of a customer. Who looks at an account needs neither: it is read as it is at that moment.
 */
@Component
class LoyaltySweeper extends Sweeper {

    private static final int PART = 200;

    private final MongoAccounts accounts;

    LoyaltySweeper(MongoAccounts accounts, LoyaltySettings settings) {
        super("loyalty-sweeper", settings.interval());
        this.accounts = accounts;
    }

    @Override
    protected boolean sweep() {
        return accounts.sweep(PART);
    }
}
