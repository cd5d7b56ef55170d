package io.pondcrm.chassis.jobs;

import io.pondcrm.chassis.jobs.JobStopped.Reason;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;

/** An attempt that holds its job under a lease. */
class LeasedRun implements JobRun {

    private final JobStore store;
    private final String id;
    private final String holder;
    private final Map<String, Object> params;
    private final AtomicReference<@Nullable Reason> stop = new AtomicReference<>();
    private volatile Map<String, Object> checkpoint;
    private volatile Map<String, Long> counters;
    private volatile long done;
    private volatile long total;
    private volatile @Nullable String resultUrl;
    private volatile @Nullable String rejectsUrl;

    LeasedRun(JobStore store, JobDocument job, String holder) {
        this.store = store;
        this.id = job.id();
        this.holder = holder;
        this.params = store.tree(job.params());
        this.checkpoint = store.tree(job.checkpoint());
        this.counters = Map.copyOf(job.counters());
        this.done = job.done();
        this.total = job.total();
        this.resultUrl = job.resultUrl();
        this.rejectsUrl = job.rejectsUrl();
        if (job.cancelRequested()) {
            stop.set(Reason.CANCELLED);
        }
    }

    @Override
    public String id() {
        return id;
    }

    String holder() {
        return holder;
    }

    @Override
    public Map<String, Object> params() {
        return params;
    }

    @Override
    public Map<String, Object> checkpoint() {
        return checkpoint;
    }

    @Override
    public Map<String, Long> counters() {
        return counters;
    }

    @Override
    public void progress(long done, long total) {
        this.done = done;
        this.total = total;
    }

    @Override
    public void resultAt(String url) {
        resultUrl = url;
    }

    @Override
    public void rejectsAt(String url) {
        rejectsUrl = url;
    }

    @Override
    public void save(Map<String, ?> checkpoint, Map<String, Long> counters) {
        if (stop.get() == Reason.LEASE_LOST) {
            throw new JobStopped(Reason.LEASE_LOST);
        }
        var text = store.text(checkpoint);
        var copy = Map.copyOf(counters);
        renew(state().set("checkpoint", text).set("counters", copy).set("failures", 0));
        this.checkpoint = store.tree(text);
        this.counters = copy;
        check();
    }

    @Override
    public void check() {
        var reason = stop.get();
        if (reason != null) {
            throw new JobStopped(reason);
        }
    }

    /** Says that this attempt is alive, and hears whether it shall stop. */
    void heartbeat() {
        try {
            renew(state());
        } catch (JobStopped _) {
            // Noted: the attempt's own thread finds out at its next save or check.
        }
    }

    void stop(Reason reason) {
        stop.compareAndSet(null, reason);
    }

    /** What the job's document shall say when this attempt ends. */
    Update state() {
        var update = new Update().set("done", done).set("total", total);
        if (resultUrl != null) {
            update.set("resultUrl", resultUrl);
        }
        if (rejectsUrl != null) {
            update.set("rejectsUrl", rejectsUrl);
        }
        return update;
    }

    private void renew(Update update) {
        var job = store.write(id, holder, update);
        if (job.isEmpty()) {
            stop.set(Reason.LEASE_LOST);
            throw new JobStopped(Reason.LEASE_LOST);
        }
        if (job.get().cancelRequested()) {
            stop(Reason.CANCELLED);
        }
    }
}
