package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.engagement.playbook.domain.Playbook;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets sales once no entry before them enrols any more. */
@Component
class SaleForgetter extends Sweeper {

    /** For clocks that do not agree. */
    private static final Duration LEEWAY = Duration.ofDays(1);

    private final MongoSales sales;
    private final Clock clock;

    SaleForgetter(MongoSales sales, PlaybookSettings settings, Clock clock) {
        super("sale-forgetter", settings.forgetInterval());
        this.sales = sales;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        sales.forgetBefore(clock.instant().minus(Playbook.LONGEST_ENROL_WITHIN).minus(LEEWAY));
        return false;
    }
}
