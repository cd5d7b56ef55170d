package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes killed and frozen under load: the gate forms of R1, R2, R8, R9 and R10. */
@ExtendWith(RunningSuite.class)
class FaultsIT {

    static final int KILLS = Integer.getInteger("pond.faults.kills", 3);

    @ParameterizedTest
    @ValueSource(strings = {"customer", "store", "segmentation", "broker", "gateway", "issuer"})
    void kill_9_loses_no_acknowledged_write_and_state_and_event_stay_one(String program, Pond pond)
            throws Exception {
        var run = "kill-" + program;
        var customers = Writers.customers(pond, run, 10);
        List<Writers.Write> history;
        try (var writers = new Writers(pond, customers, run, 8, 50)) {
            for (var kill = 1; kill <= KILLS; kill++) {
                var before = writers.acknowledged();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> writers.acknowledged() >= before + 30);
                pond.kill(program);
                pond.suite.up();
            }
            var before = writers.acknowledged();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> writers.acknowledged() >= before + 30);
            writers.close();
            history = writers.history();
        }

        checkNothingLost(pond, customers, history);
    }

    @Test
    void a_broker_that_is_away_stops_no_write_and_the_backlog_drains(Pond pond) throws Exception {
        var customers = Writers.customers(pond, "no-broker", 10);
        List<Writers.Write> history;
        try (var writers = new Writers(pond, customers, "no-broker", 8, 50)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged() >= 30);
            pond.freeze("broker");
            var frozenAt = writers.acknowledged();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> writers.acknowledged() >= frozenAt + 300);
            pond.thaw("broker");
            pond.kill("broker");
            var killedAt = writers.acknowledged();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> writers.acknowledged() >= killedAt + 300);
            pond.suite.up();
            writers.close();
            history = writers.history();
        }

        assertThat(history).allMatch(it -> it.outcome().equals("ok"));
        checkNothingLost(pond, customers, history);
    }

    @Test
    void a_store_that_is_away_is_refused_fast_and_honestly_and_comes_back_by_itself(Pond pond)
            throws Exception {
        var customer = Writers.customers(pond, "no-store", 1).getFirst();
        var answers = new ArrayList<Api.Answer>();
        var slowest = 0L;
        pond.freeze("store");
        try {
            for (var at = 0; at < 10; at++) {
                var begun = System.nanoTime();
                answers.add(pond.ops.get("/api/v1/customers/" + customer));
                slowest = Math.max(slowest, (System.nanoTime() - begun) / 1_000_000);
            }
            assertThat(new Probe(pond.settings.port(Settings.Port.CUSTOMER)).status("liveness"))
                    .isEqualTo(200);
        } finally {
            pond.thaw("store");
        }

        assertThat(answers)
                .allSatisfy(it -> {
                    assertThat(it.status()).isEqualTo(503);
                    assertThat(it.header("Content-Type")).startsWith("application/problem+json");
                    assertThat(it.header("Retry-After")).isNotEmpty();
                });
        assertThat(slowest).isLessThanOrEqualTo(3_000);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(pond.ops.get("/api/v1/customers/" + customer).status())
                                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "segmentation"})
    void a_gentle_stop_ends_within_20_seconds_and_what_was_taken_is_done(String program, Pond pond)
            throws Exception {
        var run = "stop-" + program;
        var customers = Writers.customers(pond, run, 5);
        List<Writers.Write> history;
        try (var writers = new Writers(pond, customers, run, 4, 40)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged() >= 30);
            var process = pond.process(program);
            process.destroy();
            await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
            pond.suite.up();
            var before = writers.acknowledged();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> writers.acknowledged() >= before + 30);
            writers.close();
            history = writers.history();
        }

        checkNothingLost(pond, customers, history);
    }

    /**
     * Every acknowledged write is in the store once, nothing else is, and segmentation, which knows
     * only what events told it, knows exactly what the store holds.
     */
    private static void checkNothingLost(
            Pond pond, List<String> customers, List<Writers.Write> history) throws Exception {
        var acknowledged = new HashSet<String>();
        var attempted = new HashSet<String>();
        history.forEach(it -> {
            attempted.add(it.externalId());
            if (it.outcome().equals("ok")) {
                acknowledged.add(it.externalId());
            }
        });
        assertThat(history).noneMatch(it -> it.outcome().startsWith("refused"));
        var stored = new HashMap<String, Set<String>>();
        for (var customer : customers) {
            stored.put(customer, storedOf(pond, customer));
        }
        var all = new HashSet<String>();
        stored.values().forEach(all::addAll);
        assertThat(all).containsAll(acknowledged);
        assertThat(attempted).containsAll(all);
        for (var customer : customers) {
            var wanted = new BigDecimal(stored.getOrDefault(customer, Set.of()).size()).setScale(2);
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> {
                        var tier =
                                pond.ops
                                        .get("/api/v1/customers/" + customer + "/tier")
                                        .orThrow()
                                        .json();
                        assertThat(new BigDecimal(tier.path("spend").path("amount").asString("0")))
                                .isEqualByComparingTo(wanted);
                    });
        }
    }

    private static Set<String> storedOf(Pond pond, String customer) throws Exception {
        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page =
                    pond.ops
                            .get(
                                    "/api/v1/customers/"
                                            + customer
                                            + "/transactions?limit=1000"
                                            + cursor)
                            .orThrow()
                            .json();
            page.path("items").forEach(it -> found.add(it.path("externalId").asString()));
            cursor =
                    page.path("nextCursor").isString()
                            ? "&cursor=" + Api.encode(page.path("nextCursor").asString())
                            : "";
        } while (!cursor.isEmpty());
        assertThat(found).doesNotHaveDuplicates();
        return new HashSet<>(found);
    }
}
