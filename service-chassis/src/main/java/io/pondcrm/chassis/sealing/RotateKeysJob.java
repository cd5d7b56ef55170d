package io.pondcrm.chassis.sealing;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wraps all customers' keys with the primary key of the key file. What they seal is not touched.
 */
class RotateKeysJob implements JobKind {

    static final String NAME = "key-rotation";

    private static final int PART = 1_000;

    private final SubjectKeys keys;

    RotateKeysJob(SubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var rewrapped = job.counter("rewrapped");
        var total = rewrapped + keys.countStale();
        var after = job.checkpoint().get("after") instanceof String last ? last : null;
        for (var part = rewrap(after); !part.isEmpty(); part = rewrap(after)) {
            rewrapped += part.size();
            after = part.getLast();
            job.progress(rewrapped, total);
            job.save(Map.of("after", after), countersOf(rewrapped));
        }
        job.save(Map.of(), countersOf(rewrapped));
    }

    private List<String> rewrap(@Nullable String after) {
        return keys.rewrap(after, PART);
    }

    /** Keys are stale at the end only where an instance has not yet read the new key file. */
    private Map<String, Long> countersOf(long rewrapped) {
        return Map.of("rewrapped", rewrapped, "stale", keys.countStale());
    }
}
