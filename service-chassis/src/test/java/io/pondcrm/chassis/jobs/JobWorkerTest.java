package io.pondcrm.chassis.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.jobs.JobDocument.State;
import io.pondcrm.chassis.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class JobWorkerTest {

    /** What one instance of a service has; {@code run} is the work. */
    interface Work {
        void run(JobRun run) throws Exception;
    }

    record Counting(String name, int parallelism, Work work) implements JobKind {
        @Override
        public void run(JobRun run) throws Exception {
            work.run(run);
        }
    }

    enum WorkProblem implements ProblemType {
        FILE_GONE;

        @Override
        public Meaning meaning() {
            return new Meaning(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    new Text("The file is gone", "文件不存在"),
                    new Text("Upload it again", "请重新上传"));
        }
    }

    static final Caller ADA = new Caller("front-end", Set.of(), null);
    static final JobSettings SETTINGS =
            new JobSettings(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(20),
                    Duration.ZERO,
                    Duration.ofSeconds(5));

    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            };
    final EmbeddedStore server = EmbeddedStore.start();
    final MongoClient client = MongoClients.create(server.uri("test"));
    final JobStore store =
            new JobStore(
                    new MongoTemplate(client, "test"),
                    JsonMapper.shared(),
                    clock,
                    SETTINGS.lease());
    final Ids ids = Ids.timeOrdered(clock);
    final Semaphore signal = new Semaphore(0);
    final Jobs jobs = new Jobs(store, ids, "customerjob", signal);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<JobWorker> workers = new ArrayList<>();

    @BeforeEach
    void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        workers.forEach(JobWorker::stop);
        client.close();
        server.close();
    }

    @Test
    void a_job_runs_to_its_end_and_shows_what_it_did() {
        var id = jobs.submit("count", Map.of("upTo", 3, "a.b", List.of("$x")), ADA);
        start(
                1,
                run -> {
                    assertThat(run.params()).isEqualTo(Map.of("upTo", 3, "a.b", List.of("$x")));
                    run.progress(3, 3);
                    run.resultAt("/result");
                    run.save(Map.of("row", 3), Map.of("read", 3L));
                });

        var job = ended(id);

        assertThat(id).startsWith("customerjob_");
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.counters()).isEqualTo(Map.of("read", 3L));
        assertThat(List.of(job.done(), job.total())).containsExactly(3L, 3L);
        assertThat(job.resultUrl()).isEqualTo("/result");
        assertThat(job.startedAt()).isEqualTo(now.get());
        assertThat(job.finishedAt()).isEqualTo(now.get());
        await().untilAsserted(() ->
                assertThat(
                                meters.counter(
                                                "pond.jobs.finished",
                                                "kind",
                                                "count",
                                                "state",
                                                "SUCCEEDED")
                                        .count())
                        .isEqualTo(1));
    }

    @Test
    void after_a_crash_another_instance_goes_on_from_the_checkpoint() {
        var id = jobs.submit("count", Map.of(), ADA);
        var crashed =
                new LeasedRun(store, store.claim("count", "crashed").orElseThrow(), "crashed");
        crashed.save(Map.of("row", 600), Map.of("read", 600L));
        var seen = new ConcurrentLinkedQueue<Map<String, Object>>();
        start(
                1,
                run -> {
                    seen.add(run.checkpoint());
                    run.save(Map.of("row", 1000), Map.of("read", run.counter("read") + 400L));
                });

        now.updateAndGet(it -> it.plusSeconds(9));
        signal.release();
        assertThat(store.claim("count", "too early")).isEmpty();
        now.updateAndGet(it -> it.plusSeconds(1));

        assertThat(ended(id).counters()).isEqualTo(Map.of("read", 1000L));
        assertThat(seen).containsExactly(Map.of("row", 600));
        assertThatThrownBy(() -> crashed.save(Map.of("row", 700), Map.of("read", 700L)))
                .isInstanceOf(JobStopped.class);
        assertThat(ended(id).counters()).isEqualTo(Map.of("read", 1000L));
    }

    @Test
    void an_attempt_that_lost_its_lease_can_write_nothing_any_more() {
        var id = jobs.submit("count", Map.of(), ADA);
        var slow = new LeasedRun(store, store.claim("count", "slow").orElseThrow(), "slow");
        now.updateAndGet(it -> it.plusSeconds(11));
        var next = new LeasedRun(store, store.claim("count", "next").orElseThrow(), "next");

        assertThatThrownBy(() -> slow.save(Map.of("row", 1), Map.of()))
                .isInstanceOf(JobStopped.class);
        assertThatThrownBy(slow::check).isInstanceOf(JobStopped.class);
        assertThat(store.finish(id, "slow", State.SUCCEEDED, slow.state())).isFalse();
        next.save(Map.of("row", 2), Map.of());
        assertThat(store.find(id).orElseThrow().checkpoint()).isEqualTo("{\"row\":2}");
    }

    @Test
    void a_heartbeat_keeps_a_long_attempt_alive() {
        jobs.submit("count", Map.of(), ADA);
        var run = new LeasedRun(store, store.claim("count", "slow").orElseThrow(), "slow");
        now.updateAndGet(it -> it.plusSeconds(8));
        run.heartbeat();
        now.updateAndGet(it -> it.plusSeconds(8));

        assertThat(store.claim("count", "other")).isEmpty();
        run.check();
    }

    @Test
    void several_instances_share_the_jobs_and_do_each_once() {
        var runs = new ConcurrentHashMap<String, AtomicInteger>();
        Work work =
                run -> {
                    runs.computeIfAbsent(run.id(), _ -> new AtomicInteger()).incrementAndGet();
                    run.save(Map.of("row", 1), Map.of("read", 1L));
                };
        for (var index = 0; index < 3; index++) {
            start(4, work);
        }
        var submitted = new HashSet<String>();
        for (var index = 0; index < 60; index++) {
            submitted.add(jobs.submit("count", Map.of("index", index), ADA));
        }

        submitted.forEach(id -> assertThat(ended(id).state()).isEqualTo(State.SUCCEEDED));
        assertThat(runs.keySet()).isEqualTo(submitted);
        assertThat(runs.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void an_instance_works_on_no_more_at_once_than_the_kind_allows() {
        var current = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        start(
                2,
                _ -> {
                    most.accumulateAndGet(current.incrementAndGet(), Math::max);
                    go.await();
                    current.decrementAndGet();
                });
        var submitted = new ArrayList<String>();
        for (var index = 0; index < 5; index++) {
            submitted.add(jobs.submit("count", Map.of(), ADA));
        }

        await().until(() -> current.get() == 2);
        assertThat(meters.get("pond.jobs.running").tag("kind", "count").gauge().value())
                .isEqualTo(2);
        go.countDown();

        submitted.forEach(id -> assertThat(ended(id).state()).isEqualTo(State.SUCCEEDED));
        assertThat(most).hasValue(2);
    }

    @Test
    void a_job_that_breaks_off_is_tried_again_where_it_was() {
        var attempts = new AtomicInteger();
        start(
                1,
                run -> {
                    if (attempts.incrementAndGet() <= 6) {
                        // Each attempt gets a little further, so none is one too many.
                        run.save(Map.of("row", attempts.get()), Map.of());
                        throw new IllegalStateException("breaks off");
                    }
                    assertThat(run.checkpoint()).isEqualTo(Map.of("row", 6));
                });

        assertThat(ended(jobs.submit("count", Map.of(), ADA)).state()).isEqualTo(State.SUCCEEDED);
        assertThat(attempts).hasValue(7);
    }

    @Test
    void a_job_that_breaks_off_at_the_same_place_again_and_again_fails() {
        var attempts = new AtomicInteger();
        start(
                1,
                _ -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("secret detail");
                });

        var job = ended(jobs.submit("count", Map.of(), ADA));

        assertThat(attempts).hasValue(5);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.problem()).contains("job-broke-off").doesNotContain("secret");
    }

    @Test
    void a_job_that_can_t_be_done_fails_with_its_problem_in_two_languages() {
        start(
                1,
                _ -> {
                    throw WorkProblem.FILE_GONE.exception();
                });

        var job = ended(jobs.submit("count", Map.of(), ADA));

        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.problem()).contains("file-gone").contains("Upload it again");
        assertThat(job.problemZh()).contains("file-gone").contains("请重新上传");
    }

    @Test
    void a_job_that_waits_is_cancelled_at_once() {
        var id = jobs.submit("count", Map.of(), ADA);

        assertThat(store.cancel(id).orElseThrow().state()).isEqualTo(State.CANCELLED);
        start(
                1,
                _ -> {
                    throw new AssertionError("It was cancelled");
                });
        var next = jobs.submit("count", Map.of(), ADA);
        store.cancel(next);

        assertThat(store.cancel(id)).isEmpty();
        assertThat(ended(next).state()).isIn(State.CANCELLED, State.FAILED);
        assertThat(ended(id).startedAt()).isNull();
    }

    @Test
    void a_running_job_stops_at_its_next_save_when_cancelled_and_keeps_what_it_did() {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        start(
                1,
                run -> {
                    run.save(Map.of("row", 1), Map.of("read", 1L));
                    entered.countDown();
                    go.await();
                    run.save(Map.of("row", 2), Map.of("read", 2L));
                    throw new AssertionError("It was cancelled");
                });
        var id = jobs.submit("count", Map.of(), ADA);
        await().until(() -> entered.getCount() == 0);

        assertThat(store.cancel(id).orElseThrow().state()).isEqualTo(State.RUNNING);
        go.countDown();

        assertThat(ended(id).state()).isEqualTo(State.CANCELLED);
        assertThat(ended(id).counters()).isEqualTo(Map.of("read", 2L));
    }

    @Test
    void an_instance_that_stops_hands_its_jobs_back_at_once() {
        var entered = new CountDownLatch(1);
        var isFirst = new AtomicInteger(1);
        Work work =
                run -> {
                    if (isFirst.getAndSet(0) == 1) {
                        run.save(Map.of("row", 1), Map.of());
                        entered.countDown();
                        while (true) {
                            run.check();
                            Thread.onSpinWait();
                        }
                    }
                    assertThat(run.checkpoint()).isEqualTo(Map.of("row", 1));
                };
        var first = start(1, work);
        var id = jobs.submit("count", Map.of(), ADA);
        await().until(() -> entered.getCount() == 0);

        first.stop();
        assertThat(store.find(id).orElseThrow().state()).isEqualTo(State.QUEUED);
        start(1, work);

        assertThat(ended(id).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void the_same_id_is_the_same_job() {
        var id = UUID.fromString("019ca000-0000-7abc-8def-0123456789ab");

        var one = jobs.submit(id, "count", Map.of("a", 1), ADA);
        var again = jobs.submit(id, "count", Map.of("a", 1), ADA);

        assertThat(again).isEqualTo(one).isEqualTo(jobs.idOf(id));
        assertThat(store.claim("count", "first")).isPresent();
        assertThat(store.claim("count", "second")).isEmpty();
    }

    private JobWorker start(int parallelism, Work work) {
        var worker =
                new JobWorker(
                        store,
                        List.of(new Counting("count", parallelism, work)),
                        SETTINGS,
                        ids,
                        signal,
                        meters);
        workers.add(worker);
        worker.start();
        return worker;
    }

    private JobDocument ended(String id) {
        return await().until(() -> store.find(id).orElseThrow(), job -> !job.open());
    }
}
