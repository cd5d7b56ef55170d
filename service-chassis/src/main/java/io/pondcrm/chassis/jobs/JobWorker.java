package io.pondcrm.chassis.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.jobs.JobDocument.State;
import io.pondcrm.chassis.jobs.JobStopped.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes jobs as long as there is room, and sees each attempt to its end. */
class JobWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final int MAX_FAILURES = 5;

    private final JobStore store;
    private final Map<String, JobKind> kinds = new LinkedHashMap<>();
    private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Map<LeasedRun, Thread> attempts = new ConcurrentHashMap<>();
    private final JobSettings settings;
    private final Ids ids;
    private final Semaphore signal;
    private final MeterRegistry meters;
    private volatile boolean isRunning;
    private @Nullable Thread looking;
    private @Nullable Thread beating;

    JobWorker(
            JobStore store,
            List<JobKind> kinds,
            JobSettings settings,
            Ids ids,
            Semaphore signal,
            MeterRegistry meters) {
        this.store = store;
        this.settings = settings;
        this.ids = ids;
        this.signal = signal;
        this.meters = meters;
        for (var kind : kinds) {
            if (this.kinds.put(kind.name(), kind) != null) {
                throw new IllegalStateException("Two kinds of job named " + kind.name());
            }
            var running = new AtomicInteger();
            busy.put(kind.name(), running);
            Gauge.builder("pond.jobs.running", running, AtomicInteger::get)
                    .tag("kind", kind.name())
                    .register(meters);
        }
    }

    @Override
    public void start() {
        isRunning = true;
        looking = Thread.ofVirtual().name("jobs-look").start(this::look);
        beating = Thread.ofVirtual().name("jobs-beat").start(this::beat);
    }

    /** Every attempt is told to stop and hands its job back; one that does not is interrupted. */
    @Override
    public void stop() {
        isRunning = false;
        signal.release();
        attempts.keySet().forEach(run -> run.stop(Reason.INSTANCE_STOPS));
        try {
            join(looking, Duration.ofSeconds(5));
            var patience = settings.patience().dividedBy(Math.max(1, attempts.size()));
            for (var thread : attempts.values()) {
                if (!thread.join(patience)) {
                    thread.interrupt();
                    thread.join(Duration.ofSeconds(1));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (beating != null) {
            beating.interrupt();
        }
    }

    private static void join(@Nullable Thread thread, Duration limit) throws InterruptedException {
        if (thread != null && !thread.join(limit)) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void look() {
        var hasIndexes = false;
        while (isRunning) {
            try {
                if (!hasIndexes) {
                    store.createIndexes();
                    hasIndexes = true;
                }
                takeAll();
            } catch (RuntimeException away) {
                LOG.warn("Can't look for jobs just now: {}", away.toString());
            }
            try {
                if (signal.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Starts an attempt at each job that waits and fits. */
    void takeAll() {
        if (!store.hasFree()) {
            return;
        }
        for (var kind : kinds.values()) {
            var running = running(kind);
            while (isRunning && running.get() < kind.parallelism()) {
                var holder = ids.next().toString();
                var job = store.claim(kind.name(), holder);
                if (job.isEmpty()) {
                    break;
                }
                running.incrementAndGet();
                var run = new LeasedRun(store, job.get(), holder);
                var thread =
                        Thread.ofVirtual()
                                .name("job-" + job.get().id())
                                .unstarted(() -> attempt(kind, run, job.get().failures()));
                attempts.put(run, thread);
                thread.start();
            }
        }
    }

    private AtomicInteger running(JobKind kind) {
        return busy.computeIfAbsent(kind.name(), _ -> new AtomicInteger());
    }

    private void attempt(JobKind kind, LeasedRun run, int failuresBefore) {
        try {
            LOG.info("Job {} of kind {} starts", run.id(), kind.name());
            end(kind, run, work(kind, run, failuresBefore));
        } catch (RuntimeException away) {
            // Nothing can be written down: the lease ends by itself and somebody goes on.
            LOG.warn("Job {} could not be ended: {}", run.id(), away.toString());
        } finally {
            attempts.remove(run);
            running(kind).decrementAndGet();
            signal.release();
        }
    }

    /** How an attempt came out. */
    private sealed interface Outcome {
        record Done() implements Outcome {}

        record Stopped(Reason reason) implements Outcome {}

        record Refused(ProblemException problem) implements Outcome {}

        record Broken(int failures, Exception cause) implements Outcome {}
    }

    private static Outcome work(JobKind kind, LeasedRun run, int failuresBefore) {
        var saved = run.checkpoint();
        try {
            run.check();
            kind.run(run);
            return new Outcome.Done();
        } catch (JobStopped stopped) {
            return new Outcome.Stopped(stopped.reason());
        } catch (ProblemException problem) {
            return new Outcome.Refused(problem);
        } catch (InterruptedException _) {
            return new Outcome.Stopped(Reason.INSTANCE_STOPS);
        } catch (Exception broken) {
            var hasMoved = run.checkpoint() != saved;
            return new Outcome.Broken(hasMoved ? 1 : failuresBefore + 1, broken);
        }
    }

    private void end(JobKind kind, LeasedRun run, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> finish(kind, run, State.SUCCEEDED, null);
            case Outcome.Refused refused -> finish(kind, run, State.FAILED, refused.problem());
            case Outcome.Stopped(var reason) -> {
                switch (reason) {
                    case CANCELLED -> finish(kind, run, State.CANCELLED, null);
                    case INSTANCE_STOPS -> {
                        store.handBack(run.id(), run.holder(), Duration.ZERO, run.state());
                        LOG.info("Job {} is handed back", run.id());
                    }
                    case LEASE_LOST -> LOG.info("Job {} went to another instance", run.id());
                }
            }
            case Outcome.Broken(var failures, var cause) -> {
                if (failures >= MAX_FAILURES) {
                    LOG.error("Job {} broke off for good", run.id(), cause);
                    finish(kind, run, State.FAILED, JobProblem.JOB_BROKE_OFF.exception());
                } else {
                    LOG.warn("Job {} broke off, to be tried again", run.id(), cause);
                    store.handBack(
                            run.id(),
                            run.holder(),
                            settings.pause().multipliedBy(1L << failures),
                            run.state().set("failures", failures));
                }
            }
        }
    }

    private void finish(
            JobKind kind, LeasedRun run, State state, @Nullable ProblemException problem) {
        var update = run.state();
        if (problem != null) {
            store.writeProblem(update, problem);
        }
        if (store.finish(run.id(), run.holder(), state, update)) {
            meters.counter("pond.jobs.finished", "kind", kind.name(), "state", state.name())
                    .increment();
            LOG.info("Job {} of kind {} ended: {}", run.id(), kind.name(), state);
        } else {
            LOG.info("Job {} went to another instance", run.id());
        }
    }

    private void beat() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.MILLISECONDS.sleep(settings.lease().toMillis() / 3);
            } catch (InterruptedException _) {
                return;
            }
            for (var run : attempts.keySet()) {
                try {
                    run.heartbeat();
                } catch (RuntimeException away) {
                    LOG.warn("No heartbeat for job {}: {}", run.id(), away.toString());
                }
            }
        }
    }
}
