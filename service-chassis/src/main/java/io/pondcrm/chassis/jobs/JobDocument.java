package io.pondcrm.chassis.jobs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a job lies in MongoDB.
 *
 * @param open whether there is something left to do
 * @param claimableAt from when on an instance may take it: while somebody works on it, when that
 *     one's lease ends
 * @param holder names the attempt that works on it; null if none does
 * @param failures attempts that broke off since the last save
 * @param params JSON, as are checkpoint and problem: their keys may be anything
 * @param client who submitted it
 * @param system the partner system that the client is bound to
 * @param problem English
 * @param problemZh the same in Chinese
 */
@Document(JobDocument.COLLECTION)
@TypeAlias("job")
record JobDocument(
        @Id String id,
        long version,
        String kind,
        State state,
        boolean open,
        Instant claimableAt,
        @Nullable String holder,
        int failures,
        boolean cancelRequested,
        String params,
        String checkpoint,
        Map<String, Long> counters,
        long done,
        long total,
        String client,
        @Nullable String system,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String resultUrl,
        @Nullable String rejectsUrl,
        @Nullable String problem,
        @Nullable String problemZh) {

    static final String COLLECTION = "jobs";

    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
