package io.pondcrm.chassis.retention;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/** Deletes what was kept for its time, and says so. */
public final class RetentionSweeper extends Sweeper {

    private static final int BATCH = 1_000;

    /** So that one kind of data does not keep the others waiting. */
    private static final int ROUNDS = 50;

    private final List<Retained> kept;
    private final RetentionLimits limits;
    private final MongoOperations mongo;
    private final Clock clock;

    RetentionSweeper(
            List<Retained> known, RetentionLimits limits, MongoOperations mongo, Clock clock) {
        super("retention-sweeper", limits.interval());
        this.kept = matched(known, limits, mongo);
        this.limits = limits;
        this.mongo = mongo;
        this.clock = clock;
    }

    private static List<Retained> matched(
            List<Retained> known, RetentionLimits limits, MongoOperations mongo) {
        var byKind = new HashMap<String, Retained>();
        for (var each : known) {
            if (byKind.put(each.kind(), each) != null || limits.limitOf(each.kind()).isEmpty()) {
                throw new IllegalStateException(
                        "Not one rule with a limit for one who forgets " + each.kind());
            }
        }
        var kept = new ArrayList<Retained>();
        for (var rule : limits.rules()) {
            var own = byKind.get(rule.kind());
            if (own != null) {
                kept.add(own);
            } else if (limits.limitOf(rule.kind()).isPresent()) {
                if (rule.stores().stream().noneMatch(RetentionRule.Store::isDated)) {
                    throw new IllegalStateException("Nobody forgets " + rule.kind());
                }
                kept.add(new DatedRecords(mongo, rule));
            }
        }
        return List.copyOf(kept);
    }

    @Override
    public boolean sweep() {
        var more = false;
        for (var each : kept) {
            more |= sweep(each);
        }
        return more;
    }

    private boolean sweep(Retained each) {
        var before = limits.keptSince(each.kind());
        var deleted = 0L;
        var last = BATCH;
        for (var round = 0; round < ROUNDS && last >= BATCH; round++) {
            last = each.forget(before, BATCH);
            deleted += last;
        }
        mongo.upsert(
                query(where("_id").is(each.kind())),
                new Update()
                        .set("sweptAt", clock.instant())
                        .set("deleted", deleted)
                        .inc("deletedEver", deleted),
                RetentionSweepDocument.class);
        return last >= BATCH;
    }
}
