package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Forgets which tier moves were announced when they can't come again. */
@Component
class EntitlementSweeper extends Sweeper {

    private final MongoOperations mongo;
    private final Clock clock;
    private final BenefitSettings settings;

    EntitlementSweeper(MongoOperations mongo, Clock clock, BenefitSettings settings) {
        super("entitlement-sweeper", settings.sweepInterval());
        this.mongo = mongo;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    protected boolean sweep() {
        var before = clock.instant().minus(settings.announcementsKept());
        mongo.remove(query(where("at").lt(before)), EntitlementChangeDocument.class);
        return false;
    }
}
