package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Real processes killed and frozen under load: the gate forms of R1, R2, R8, R9 and R10. */
@ExtendWith(RunningSuite.class)
class FaultsIT {

    static final int KILLS = Integer.getInteger("pond.faults.kills", 1);

    @ParameterizedTest
    @ValueSource(strings = {"customer", "store", "segmentation", "broker", "gateway", "issuer"})
    void kill_9_loses_no_acknowledged_write_and_state_and_event_stay_one(String program, Pond pond)
            throws Exception {
        var run = "kill-" + program;
        var customers = Writers.customers(pond, run, 10);
        List<Writers.Write> history;
        try (var writers = new Writers(pond, customers, run, 8, 50, Writers::sale)) {
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

    /**
     * Those who hear of customers by events only are killed together, and come back together: each
     * still knows what is stored, once, and is told of once.
     */
    @Test
    void kill_9_of_all_who_listen_loses_no_write_and_each_event_takes_effect_once(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        var customers = Writers.customers(pond, "listen", 6);
        var silent = Writers.customers(pond, "silent", 30);
        try (var sales = new Writers(pond, customers, "listen-sale", 2, 12, Writers::oldSale);
                var visits = new Writers(pond, customers, "listen-visit", 2, 12, Writers::visit);
                var cases = new Writers(pond, customers, "listen-case", 2, 12, Writers::inquiry);
                var templates =
                        new Writers(pond, customers, "listen-template", 2, 12, Writers::template)) {
            var all = List.of(sales, visits, cases, templates);
            for (var customer : silent) {
                Writers.oldSale(pond, "silent-" + customer, customer).orThrow();
            }
            for (var kill = 1; kill <= KILLS; kill++) {
                for (var program : List.of("engagement", "feedback", "churn")) {
                    var before = sales.acknowledged();
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> sales.acknowledged() >= before + 5);
                    pond.kill(program);
                }
                pond.suite.up();
            }
            for (var writers : all) {
                var before = writers.acknowledged();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> writers.acknowledged() >= before + 10);
            }
            for (var writers : all) {
                writers.close();
            }

            var found = new HashMap<Writers, List<String>>();
            all.forEach(it -> found.put(it, new ArrayList<>()));
            for (var customer : customers) {
                var path = "/api/v1/customers/" + customer;
                var itsCases = staff.list("/api/v1/cases?customerId=" + customer);
                var itsVisits = staff.list(path + "/interactions");
                var itsSales = staff.list(path + "/transactions");
                names(itsCases, "/links/0/id", found.get(cases));
                names(itsVisits, "/externalId", found.get(visits));
                names(itsSales, "/externalId", found.get(sales));
                awaitTimeline(staff, customer, "case.opened", "caseId", itsCases);
                awaitTimeline(staff, customer, "interaction.recorded", "interactionId", itsVisits);
                awaitTimeline(staff, customer, "transaction.recorded", "transactionId", itsSales);
                awaitChurnKnows(pond, customer, itsSales.size());
            }
            names(
                    staff.list("/api/v1/templates").stream()
                            .filter(it -> it.path("name").asString().startsWith("listen-template"))
                            .toList(),
                    "/name",
                    found.get(templates));
            found.forEach((writers, stored) -> checkStored(writers.history(), stored));
            for (var customer : silent) {
                awaitOneWarningWithItsFollowUp(staff, customer);
            }
        }
    }

    private static void names(List<JsonNode> items, String pointer, @Nullable List<String> names) {
        items.forEach(it -> Objects.requireNonNull(names).add(it.at(pointer).asString()));
    }

    /** All that was acknowledged is there, nothing else but what nobody knew of, nothing twice. */
    private static void checkStored(List<Writers.Write> history, List<String> stored) {
        assertThat(history).noneMatch(it -> it.outcome().startsWith("refused"));
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(stored)
                .containsAll(
                        history.stream()
                                .filter(it -> it.outcome().equals("ok"))
                                .map(Writers.Write::externalId)
                                .toList());
        assertThat(history.stream().map(Writers.Write::externalId)).containsAll(stored);
    }

    /** The timeline, which events alone fill, has an entry for each thing that is stored. */
    private static void awaitTimeline(
            Staff staff, String customer, String type, String detail, List<JsonNode> stored) {
        var ids = stored.stream().map(it -> it.path("id").asString()).toList();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(
                                        staff.list(
                                                "/api/v1/customers/"
                                                        + customer
                                                        + "/timeline?type="
                                                        + type))
                                .extracting(it -> it.path("details").path(detail).asString())
                                .containsExactlyInAnyOrderElementsOf(ids));
    }

    /**
     * Sales of 1.00 on one day long ago and a visit of today: 0.75 of what would be spent in a year
     * at one purchase in 60 days.
     */
    private static void awaitChurnKnows(Pond pond, String customer, int sales) {
        var loss =
                new BigDecimal("4.5625")
                        .multiply(BigDecimal.valueOf(sales))
                        .setScale(2, RoundingMode.HALF_UP);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> {
                    var score = pond.ops.read("/api/v1/customers/" + customer + "/churn-score");
                    assertThat(score.path("score").asString()).isEqualTo("0.75");
                    assertThat(score.path("expectedLoss").path("amount").asString())
                            .isEqualTo(loss.toPlainString());
                });
    }

    private static void awaitOneWarningWithItsFollowUp(Staff staff, String customer) {
        var path = "/api/v1/customers/" + customer;
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> {
                    var warnings = staff.pond().ops.read(path + "/churn-warnings").path("items");
                    assertThat(warnings.size()).isEqualTo(1);
                    assertThat(staff.list(path + "/follow-ups"))
                            .extracting(it -> it.path("causeId").asString())
                            .containsExactly(warnings.path(0).path("id").asString());
                    assertThat(staff.list(path + "/timeline?type=churn.warning-raised")).hasSize(1);
                    assertThat(staff.list(path + "/timeline?type=follow-up.opened")).hasSize(1);
                });
    }

    @Test
    void a_broker_that_is_away_stops_no_write_and_the_backlog_drains(Pond pond) throws Exception {
        var customers = Writers.customers(pond, "no-broker", 10);
        List<Writers.Write> history;
        try (var writers = new Writers(pond, customers, "no-broker", 8, 50, Writers::sale)) {
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
        try (var writers = new Writers(pond, customers, run, 4, 40, Writers::sale)) {
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
        var found =
                new Staff(pond)
                        .list("/api/v1/customers/" + customer + "/transactions").stream()
                                .map(it -> it.path("externalId").asString())
                                .toList();
        assertThat(found).doesNotHaveDuplicates();
        return new HashSet<>(found);
    }
}
