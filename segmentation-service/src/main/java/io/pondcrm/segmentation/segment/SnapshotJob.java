package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down who is in a segment, part by part. */
@Component
class SnapshotJob implements JobKind {

    static final String NAME = "segment-snapshot";

    private static final int PART = 1_000;
    private static final String SEGMENT = "segment";
    private static final String SNAPSHOT = "snapshot";
    private static final String AFTER = "after";
    private static final String MEMBERS = "members";

    private final MongoSnapshots snapshots;

    SnapshotJob(MongoSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    static Map<String, String> params(String segment, String snapshot) {
        return Map.of(SEGMENT, segment, SNAPSHOT, snapshot);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var segment = text(job.params(), SEGMENT);
        var snapshot = text(job.params(), SNAPSHOT);
        job.resultAt("/api/v1/segments/" + segment + "/snapshots/" + snapshot);
        var done = job.counter(MEMBERS);
        @Nullable String after = (String) job.checkpoint().get(AFTER);
        for (var part = snapshots.membersAfter(segment, after, PART);
                !part.isEmpty();
                part = snapshots.membersAfter(segment, after, PART)) {
            snapshots.keep(snapshot, after, part);
            after = part.getLast().customerId();
            done += part.size();
            job.progress(done, 0);
            job.save(Map.of(AFTER, after), Map.of(MEMBERS, done));
        }
        snapshots.finish(snapshot);
    }

    private static String text(Map<String, Object> params, String name) {
        return Objects.requireNonNull(params.get(name), name).toString();
    }
}
