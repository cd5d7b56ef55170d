package io.pondcrm.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.EmbeddedStore;
import io.pondcrm.chassis.http.ThingsApp.TestClock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(
        classes = ThingsApp.class,
        properties = {
            ThingsApp.NO_BROKER,
            "pond.outbox.enabled=false",
            "pond.inbox.enabled=false",
            "pond.jobs.enabled=false"
        })
@AutoConfigureMockMvc
class IdempotencyKeyTest {

    static final EmbeddedStore STORE = EmbeddedStore.start();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add("spring.mongodb.uri", () -> STORE.uri("things"));
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    @Autowired MockMvcTester http;
    @Autowired Things things;
    @Autowired TestClock clock;
    @Autowired IdempotencyKeys keys;

    @BeforeEach
    void forget() {
        things.handled.set(0);
        things.interruptions.clear();
    }

    @Test
    void a_repeated_request_gets_the_first_answer_again_and_does_nothing() {
        var first = create("k1", "Lamp", "client-a");
        var again = create("k1", "Lamp", "client-a");

        assertThat(first).hasStatus(201).doesNotContainHeader("Idempotency-Replayed");
        assertThat(again).hasStatus(201).hasHeader("Idempotency-Replayed", "true");
        assertThat(again.getResponse().getContentAsByteArray())
                .isEqualTo(first.getResponse().getContentAsByteArray());
        for (var header : new String[] {"Location", "ETag", "Content-Type"}) {
            assertThat(again.getResponse().getHeader(header))
                    .isNotNull()
                    .isEqualTo(first.getResponse().getHeader(header));
        }
        assertThat(things.handled).hasValue(1);
        assertThat(things.stored("Lamp")).isEqualTo(1);
    }

    @Test
    void quotes_around_the_key_make_no_difference() {
        create("\"k2\"", "Quoted", "client-a");

        assertThat(create("k2", "Quoted", "client-a")).hasHeader("Idempotency-Replayed", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "with space", "ключ", "\"\"", "\"a\"b\""})
    void a_key_that_can_t_be_read_is_refused(String key) {
        assertThat(create(key, "Never", "client-a"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("idempotency-key-malformed");
    }

    @Test
    void the_same_key_with_another_body_path_or_scope_is_refused() {
        create("k3", "One", "client-a");

        for (var other :
                new MvcTestResult[] {
                    create("k3", "Two", "client-a"), create("k3", "One", "client-a.narrow")
                }) {
            assertThat(other)
                    .hasStatus(422)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("idempotency-key-reused");
        }
        assertThat(things.handled).hasValue(1);
    }

    @Test
    void the_same_key_of_another_client_is_another_key() {
        create("k4", "Shared", "client-a");

        assertThat(create("k4", "Shared", "client-b"))
                .hasStatus(201)
                .doesNotContainHeader("Idempotency-Replayed");
        assertThat(things.stored("Shared")).isEqualTo(2);
    }

    @Test
    void a_copy_that_comes_while_the_first_runs_is_told_to_wait() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        things.interruptions.put(
                "Slow",
                () -> {
                    entered.countDown();
                    await(go);
                });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> create("k5", "Slow", "client-a"));
            await(entered);

            assertThat(create("k5", "Slow", "client-a"))
                    .hasStatus(409)
                    .hasHeader("Retry-After", "1")
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("request-still-running");

            go.countDown();
            assertThat(first.get()).hasStatus(201);
        }
        assertThat(create("k5", "Slow", "client-a")).hasHeader("Idempotency-Replayed", "true");
    }

    @Test
    void after_a_mistake_on_our_side_the_next_copy_finishes_with_the_same_id() {
        things.interruptions.put(
                "Broken",
                () -> {
                    throw new IllegalStateException("half-way");
                });
        assertThat(create("k6", "Broken", "client-a")).hasStatus(500);
        var id = things.onlyId("Broken");
        things.interruptions.clear();

        assertThat(create("k6", "Broken", "client-a"))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.id")
                .isEqualTo(id);
        assertThat(things.stored("Broken")).isEqualTo(1);
        assertThat(create("k6", "Broken", "client-a")).hasHeader("Idempotency-Replayed", "true");
    }

    @Test
    void an_attempt_that_vanished_is_taken_over_after_its_lease_with_the_same_ids() {
        var vanished = (IdempotencyKeys.Outcome.Claimed) keys.claim("id-1", "print");
        assertThat(keys.claim("id-1", "print"))
                .isInstanceOf(IdempotencyKeys.Outcome.StillRunning.class);

        clock.advance(Duration.ofSeconds(31));

        var next = (IdempotencyKeys.Outcome.Claimed) keys.claim("id-1", "print");
        assertThat(next.seed()).isEqualTo(vanished.seed());
        assertThat(next.holder()).isNotEqualTo(vanished.holder());
        // The one that was thought gone can no longer say how it ended.
        keys.forget(vanished);
        assertThat(keys.claim("id-1", "print"))
                .isInstanceOf(IdempotencyKeys.Outcome.StillRunning.class);
        keys.forget(next);
    }

    @Test
    void an_attempt_that_takes_long_keeps_its_lease() {
        var slow = (IdempotencyKeys.Outcome.Claimed) keys.claim("id-2", "print");
        clock.advance(Duration.ofSeconds(20));
        keys.renewLeases();
        clock.advance(Duration.ofSeconds(20));

        assertThat(keys.claim("id-2", "print"))
                .isInstanceOf(IdempotencyKeys.Outcome.StillRunning.class);
        keys.forget(slow);
    }

    @Test
    void what_was_thrown_at_the_edge_leaves_the_key_free() {
        assertThat(create("k7", "", "client-a")).hasStatus(422);
        assertThat(create("k7", "Corrected", "client-a")).hasStatus(201);
    }

    @Test
    void what_a_controller_refused_stays_refused() {
        var first = post("k8", "/refusals", "{}");
        var again = post("k8", "/refusals", "{}");

        assertThat(first).hasStatus(409);
        assertThat(again).hasStatus(409).hasHeader("Idempotency-Replayed", "true");
        assertThat(again).bodyJson().extractingPath("$.code").isEqualTo("refused");
    }

    @Test
    void after_seven_days_the_key_is_new() {
        create("k9", "Old", "client-a");
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(create("k9", "Old", "client-a")).hasHeader("Idempotency-Replayed", "true");

        clock.advance(Duration.ofSeconds(1));

        assertThat(create("k9", "Old", "client-a")).doesNotContainHeader("Idempotency-Replayed");
        assertThat(things.stored("Old")).isEqualTo(2);
        clock.advance(Duration.ofDays(7));
        assertThat(keys.sweep()).isPositive();
        assertThat(keys.sweep()).isZero();
    }

    @Test
    void a_stream_is_not_held_in_memory_and_still_answered_once() {
        var rows = "{}\n".repeat(100);
        for (var attempt = 0; attempt < 2; attempt++) {
            assertThat(
                            http.post()
                                    .uri("/things/rows")
                                    .header("Idempotency-Key", "k10")
                                    .header("Authorization", "Bearer client-a")
                                    .contentType("application/x-ndjson")
                                    .content(rows))
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.bytes")
                    .isEqualTo(300);
        }
        assertThat(things.handled).hasValue(1);
    }

    @Test
    void without_a_key_each_request_is_its_own() {
        for (var attempt = 0; attempt < 2; attempt++) {
            assertThat(
                            http.post()
                                    .uri("/things")
                                    .header("Authorization", "Bearer client-a")
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content("{\"title\":\"Keyless\"}"))
                    .hasStatus(201);
        }
        assertThat(things.stored("Keyless")).isEqualTo(2);
    }

    @Test
    void ids_of_a_batch_are_the_same_each_time_and_differ_from_one_another() {
        var seed = UUID.fromString("019ca000-0000-7abc-8def-0123456789ab");

        assertThat(NewId.of(seed).at(1)).isEqualTo(NewId.of(seed).at(1));
        assertThat(NewId.of(seed).at(1))
                .isNotEqualTo(NewId.of(seed).at(2))
                .isNotEqualTo(seed)
                .satisfies(id -> {
                    assertThat(id.version()).isEqualTo(7);
                    assertThat(id.variant()).isEqualTo(2);
                    assertThat(id.toString()).startsWith("019ca000-0000-7");
                });
    }

    private MvcTestResult create(String key, String title, String client) {
        return http.post()
                .uri("/things")
                .header("Idempotency-Key", key)
                .header("Authorization", "Bearer " + client)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\":\"%s\"}".formatted(title))
                .exchange();
    }

    private MvcTestResult post(String key, String path, String body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .header("Authorization", "Bearer client-a")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
