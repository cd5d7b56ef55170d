package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.time.Clock;
import java.util.ArrayList;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Reconsiders customers at the moment when time alone changes where they stand: a membership period
 * or grace that ends, a customer who is lost from now on, a purchase that leaves a segment's
 * window. Several instances may sweep at once: the second finds nothing left to change.
 */
@Component
class ReviewSweeper extends Sweeper {

    private static final int BATCH = 500;

    private final MongoOperations mongo;
    private final Facts facts;
    private final Clock clock;

    ReviewSweeper(MongoOperations mongo, Facts facts, Clock clock, StandingSettings settings) {
        super("review-sweeper", settings.reviewInterval());
        this.mongo = mongo;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var due = query(where("reviewAt").lte(clock.instant()));
        due.with(Sort.by("reviewAt")).limit(BATCH).fields().include("_id");
        var customers = new ArrayList<CustomerId>();
        for (var document : mongo.find(due, Document.class, "standings")) {
            customers.add(new CustomerId(document.getString("_id")));
        }
        facts.reconsider(customers);
        return customers.size() == BATCH;
    }
}
