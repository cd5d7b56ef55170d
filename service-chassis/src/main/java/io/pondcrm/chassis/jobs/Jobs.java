package io.pondcrm.chassis.jobs;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.kernel.TypeId;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.http.ResponseEntity;

/** Where long work is handed in. */
public final class Jobs {

    private final JobStore store;
    private final Ids ids;
    private final String prefix;
    private final Semaphore signal;

    /**
     * @param signal gets a permit for each job, so that this instance need not wait to look
     */
    Jobs(JobStore store, Ids ids, String prefix, Semaphore signal) {
        this.store = store;
        this.ids = ids;
        this.prefix = prefix;
        this.signal = signal;
    }

    /**
     * Hands in a job; it is stored when this returns, and starts as soon as an instance has room.
     *
     * @param kind the name of a {@link JobKind}
     * @param params what the work needs to know, as JSON has it: texts, numbers, booleans, lists,
     *     maps
     * @param caller whose job it is: a partner sees those of its own system only
     * @return the job's id
     */
    public String submit(String kind, Map<String, ?> params, Caller caller) {
        return submit(ids.next(), kind, params, caller);
    }

    /**
     * The same under an id that is known before: submitted again, it stays one job.
     *
     * @param id for example {@code NewId.uuid()} of the request
     */
    public String submit(UUID id, String kind, Map<String, ?> params, Caller caller) {
        var jobId = idOf(id);
        store.insert(jobId, kind, params, caller.clientId(), caller.boundSystem());
        signal.release();
        return jobId;
    }

    /** The id that a job submitted under this UUID has. */
    public String idOf(UUID id) {
        return TypeId.of(prefix, id);
    }

    /**
     * Whether a job came to its end, whichever it was: done, failed or cancelled. Not so where
     * there is none.
     */
    public boolean hasEnded(String id) {
        return store.find(id).filter(job -> !job.open()).isPresent();
    }

    /** The answer to the request that submitted a job: 202 and where to look. */
    public ResponseEntity<?> accepted(String id) {
        var job = store.find(id).orElseThrow();
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .header("Retry-After", "1")
                .body(JobPayload.of(job, store));
    }
}
