package io.pondcrm.customer.retention;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.customer.retention.domain.Retained;
import java.time.Clock;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Deletes what was kept for its time, and says so. */
@Component
class RetentionSweeper extends Sweeper {

    private static final int BATCH = 1_000;

    /** So that one kind of data does not keep the others waiting. */
    private static final int ROUNDS = 50;

    private final List<Retained> kept;
    private final RetentionSettings settings;
    private final MongoOperations mongo;
    private final Clock clock;

    RetentionSweeper(
            List<Retained> kept, RetentionSettings settings, MongoOperations mongo, Clock clock) {
        super("retention-sweeper", settings.interval());
        this.kept = List.copyOf(kept);
        this.settings = settings;
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var more = false;
        for (var each : kept) {
            more |= sweep(each);
        }
        return more;
    }

    private boolean sweep(Retained each) {
        var before = settings.keptSince(each.kind(), clock).orElseThrow();
        var deleted = 0L;
        var last = BATCH;
        for (var round = 0; round < ROUNDS && last == BATCH; round++) {
            last = each.forget(before, BATCH);
            deleted += last;
        }
        mongo.upsert(
                query(where("_id").is(each.kind().name())),
                new Update()
                        .set("sweptAt", clock.instant())
                        .set("deleted", deleted)
                        .inc("deletedEver", deleted),
                RetentionSweepDocument.class);
        return last == BATCH;
    }
}
