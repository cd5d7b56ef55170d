package io.pondcrm.churn.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.ArrayList;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Scores customers anew at the moment when time alone changes their score: a silence that grows
 * past the next boundary, a complaint that is long over. Each customer's document knows that moment
 * and an index orders them by it, so nobody is looked at who is not due. Several instances may
 * sweep at once: the second finds nothing left to change.
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
