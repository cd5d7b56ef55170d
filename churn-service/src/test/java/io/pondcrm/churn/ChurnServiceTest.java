package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.Fixtures;
import io.pondcrm.churn.warning.domain.Warnings;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** The running service: events arrive late, shuffled, again and again, and from two sides. */
@PondTest(shared = "churn")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ChurnServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final String CHURN = "crm.churn.v1";

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired Warnings warnings;
    @Autowired TestClock clock;
    @Autowired MongoOperations mongo;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    /** Moves past the time for which nothing new must be heard before anybody is warned. */
    private void settle() {
        clock.advance(Duration.ofSeconds(4));
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private JsonNode openWarning(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/churn-warnings")
                .path("items")
                .path(0);
    }

    private String score(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/churn-score")
                .path("score")
                .asString("");
    }

    private CustomerId silent(int days) {
        var customer = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        customer,
                        List.of(
                                bought(daysAgo(days + 40)),
                                bought(daysAgo(days + 20)),
                                bought(daysAgo(days)))));
        return customer;
    }

    private static Fact bought(Instant at) {
        return new Fact.Purchased(Fixtures.sale(TestEvents.newId("txn"), at, "100.00"));
    }

    private CustomerId warned() {
        var customer = silent(70);
        settle();
        await().atMost(Wire.PATIENCE)
                .until(() -> openWarning(customer).path("state").asString(""), "OPEN"::equals);
        return customer;
    }

    /** Acceptance: over the broker, a purchase lowers the score within 5 seconds. */
    @Test
    void a_purchase_lowers_the_score_within_five_seconds_and_ends_the_warning() {
        var ada = TestEvents.newCustomer();
        for (var days : List.of(110, 90, 70)) {
            events.send(ada, Wire.sale(ada, TestEvents.newId("txn"), daysAgo(days), "100.00"), 1);
        }
        await().atMost(Wire.PATIENCE).until(() -> score(ada), "0.50"::equals);
        settle();
        await().atMost(Wire.PATIENCE)
                .until(() -> openWarning(ada).path("state").asString(""), "OPEN"::equals);
        var warning = openWarning(ada);
        assertThat(warning.path("level").asString()).isEqualTo("HIGH");
        assertThat(warning.path("label").asString()).isEqualTo("AT_RISK");
        assertThat(warning.path("expectedLoss").path("amount").asString()).isEqualTo("456.25");
        assertThat(warning.path("reasons").path(0).path("en").asString())
                .isEqualTo(
                        "70 days without a purchase, 1.75 times the customer's own interval of 40.0"
                                + " days");
        assertThat(warning.path("reasons").path(0).path("zh").asString()).contains("已有70天未购买");

        var sent = System.nanoTime();
        events.send(ada, Wire.sale(ada, TestEvents.newId("txn"), clock.instant(), "100.00"), 1);
        await().atMost(Wire.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> score(ada), "0.05"::equals);
        var took = Duration.ofNanos(System.nanoTime() - sent);
        System.out.println("A purchase lowered the churn score within " + took.toMillis() + " ms");

        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(openWarning(ada).path("outcome").asString()).isEqualTo("PURCHASED");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(CHURN, ada))
                                .last()
                                .extracting(it -> it.path("outcome").asString())
                                .isEqualTo("PURCHASED"));
        var told = events.published(CHURN, ada);
        assertThat(told)
                .filteredOn(it -> it.has("level"))
                .hasSize(1)
                .first()
                .extracting(it -> it.path("expectedLoss").path("amount").asString())
                .isEqualTo("456.25");
        for (var event : told) {
            if (event.has("reasons")) {
                assertThat(sum(event.path("reasons")))
                        .isEqualByComparingTo(new BigDecimal(event.path("score").asString()));
            }
        }
    }

    /**
     * Acceptance: duplicates, disorder, two writers and a clock that runs leave each customer with
     * one open warning at most, at every moment of the log.
     */
    @Test
    void one_open_warning_under_duplicates_disorder_and_two_writers() throws Exception {
        var random = new Random(200);
        var customers = new ArrayList<CustomerId>();
        var deliveries = new ArrayList<TransactionRecordedV1>();
        var expected = new HashMap<CustomerId, Boolean>();
        for (var number = 0; number < 200; number++) {
            var customer = TestEvents.newCustomer();
            customers.add(customer);
            var silence = random.nextInt(300);
            for (var purchase = 0; purchase < 4; purchase++) {
                var sale =
                        Wire.sale(
                                customer,
                                TestEvents.newId("txn"),
                                daysAgo(silence + 10 * purchase),
                                "50.00");
                deliveries.addAll(Collections.nCopies(1 + random.nextInt(4), sale));
            }
            // Own interval (120 + 30) / 5 = 30 days: warned beyond 45.
            expected.put(customer, silence > 45);
        }
        Collections.shuffle(deliveries, random);

        var work = new ArrayList<Callable<Void>>();
        for (var writer = 0; writer < 2; writer++) {
            work.add(() -> {
                for (var round = 0; round < 40; round++) {
                    clock.advance(Duration.ofMillis(500));
                    facts.reconsider(customers);
                }
                return null;
            });
        }
        work.add(() -> {
            deliveries.forEach(it -> events.send(new CustomerId(it.customerId()), it, 1));
            return null;
        });
        try (var writers = Executors.newFixedThreadPool(3)) {
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        }

        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    clock.advance(Duration.ofSeconds(1));
                    for (var customer : customers) {
                        assertThat(facts.find(customer).map(it -> it.purchases().size()).orElse(0))
                                .isEqualTo(4);
                        assertThat(
                                        warnings.of(customer).stream()
                                                .filter(it -> it.warning().isOpen())
                                                .count())
                                .isEqualTo(Boolean.TRUE.equals(expected.get(customer)) ? 1 : 0);
                    }
                });
        var raisedAll = 0;
        for (var event : events.published(CHURN, new HashSet<>(customers)).entrySet()) {
            var open = 0;
            for (var told : event.getValue()) {
                if (told.has("level")) {
                    open++;
                    raisedAll++;
                } else if (told.has("outcome")) {
                    open--;
                }
                assertThat(open).as("open warnings of %s", event.getKey()).isBetween(0, 1);
            }
        }
        assertThat(raisedAll).isGreaterThan(100);
    }

    /** A crash after the write but before the offset is kept: the same batch comes again. */
    @Test
    void a_batch_that_comes_again_changes_and_announces_nothing() {
        var bob = warned();
        var known = facts.find(bob).orElseThrow();
        await().atMost(Wire.PATIENCE)
                .until(() -> events.published(CHURN, bob).size(), size -> size == 2);

        facts.learn(
                Map.of(bob, known.purchases().stream().<Fact>map(Fact.Purchased::new).toList()));
        facts.reconsider(List.of(bob));
        facts.reconsider(List.of(bob));

        assertThat(facts.find(bob)).contains(known);
        assertThat(events.published(CHURN, bob)).hasSize(2);
    }

    @Test
    void who_falls_silent_is_scored_anew_on_the_day_that_was_foretold() {
        var eve = TestEvents.newCustomer();
        facts.learn(Map.of(eve, List.of(bought(NOW))));
        var explanation = wire.getJson("/api/v1/customers/" + eve + "/churn-score/explanation");
        assertThat(explanation.path("atRiskOn").asString()).isEqualTo("2026-08-31");
        assertThat(explanation.path("churnedOn").asString()).isEqualTo("2026-11-29");

        // Shanghai's 31 August begins at 16:00 UTC the day before.
        clock.freeze(Instant.parse("2026-08-30T15:59:59Z"));
        await().atMost(Wire.PATIENCE).until(() -> lastScore(eve), "0.35"::equals);
        clock.freeze(Instant.parse("2026-08-30T16:00:00Z"));
        await().atMost(Wire.PATIENCE).until(() -> lastScore(eve), "0.55"::equals);
        assertThat(openWarning(eve).path("state").asString()).isEqualTo("OPEN");
        assertThat(
                        wire.getJson("/api/v1/customers/" + eve + "/churn-score?asOf=2026-06-02")
                                .path("score")
                                .asString())
                .isEqualTo("0.10");
        assertThat(
                        wire.get(
                                        "/api/v1/customers/" + eve + "/churn-score?asOf=2026-05-31",
                                        "churn:read")
                                .getResponse()
                                .getStatus())
                .isEqualTo(404);
    }

    /**
     * No run over everybody: the index of due moments leads to those who are due, and only them.
     */
    @Test
    void at_a_days_beginning_only_those_who_are_due_are_looked_at() {
        var due = new HashMap<CustomerId, List<Fact>>();
        var others = new HashMap<CustomerId, List<Fact>>();
        for (var number = 0; number < 1_000; number++) {
            due.put(TestEvents.newCustomer(), List.of(bought(daysAgo(30))));
            others.put(TestEvents.newCustomer(), List.of(bought(NOW)));
        }
        facts.learn(due);
        facts.learn(others);
        // Bought once: the silence counts from day 46 on, which is 17 June in Shanghai.
        clock.freeze(Instant.parse("2026-06-16T15:59:59Z"));
        facts.reconsider(List.copyOf(due.keySet()));
        assertThat(stored(due, "score.points", 10)).isEqualTo(1_000);

        var began = System.nanoTime();
        clock.freeze(Instant.parse("2026-06-16T16:00:00Z"));
        await().atMost(Wire.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> stored(due, "score.points", 20), scored -> scored == 1_000);
        System.out.println(
                "1,000 customers who were due were scored anew within "
                        + Duration.ofNanos(System.nanoTime() - began).toMillis()
                        + " ms");

        assertThat(stored(others, "version", 1)).as("not even touched").isEqualTo(1_000);
    }

    private long stored(Map<CustomerId, List<Fact>> customers, String field, int value) {
        return mongo.getCollection("standings")
                .countDocuments(
                        Filters.and(
                                Filters.in(
                                        "_id",
                                        customers.keySet().stream()
                                                .map(CustomerId::value)
                                                .toList()),
                                Filters.eq(field, value)));
    }

    private String lastScore(CustomerId customer) {
        var scores =
                events.published(CHURN, customer).stream()
                        .filter(it -> it.has("inputsHash"))
                        .toList();
        return scores.isEmpty() ? "" : scores.getLast().path("score").asString();
    }

    @Test
    void complaints_and_interactions_move_the_score() {
        var dan = silent(1);
        assertThat(score(dan)).isEqualTo("0.05");

        events.send(dan, Wire.complaint(dan, "case_7", daysAgo(1)), 1);
        await().atMost(Wire.PATIENCE).until(() -> score(dan), "0.13"::equals);
        events.send(dan, Wire.closed(dan, "case_7", daysAgo(1), NOW), 4);
        await().atMost(Wire.PATIENCE).until(() -> score(dan), "0.09"::equals);
        events.send(dan, Wire.interaction(dan, NOW), 1);
        await().atMost(Wire.PATIENCE).until(() -> score(dan), "0.04"::equals);
        events.send(dan, Wire.interaction(dan, daysAgo(3)), 1);
        assertThat(score(dan)).isEqualTo("0.04");
    }

    @Test
    void a_past_score_stays_what_it_was() {
        var fay = silent(70);
        var then = "/api/v1/customers/" + fay + "/churn-score?asOf=2026-05-20T00:00:00Z";
        var before = wire.getJson(then);

        events.send(fay, Wire.sale(fay, TestEvents.newId("txn"), NOW, "10.00"), 1);
        await().atMost(Wire.PATIENCE).until(() -> score(fay), "0.05"::equals);

        assertThat(wire.getJson(then)).isEqualTo(before);
        assertThat(before.path("inputsHash").asString()).startsWith("sha256:");
    }

    @Test
    void a_person_moves_a_warning_on_and_it_stays_settled() {
        var gil = warned();
        var warning = "/api/v1/churn-warnings/" + openWarning(gil).path("id").asString();
        var moves = warning + "/transitions";

        var acknowledged =
                wire.send(
                        "POST",
                        moves,
                        "{\"to\":\"ACKNOWLEDGED\",\"assignee\":\"agent-17\"}",
                        Map.of());
        assertThat(acknowledged).hasStatusOk();
        assertThat(wire.json(acknowledged).path("assignee").asString()).isEqualTo("agent-17");
        assertThat(wire.send("POST", moves, "{\"to\":\"DISMISSED\"}", Map.of())).hasStatus(422);
        var dismissal = "{\"to\":\"DISMISSED\",\"reason\":\"SEASONAL\"}";
        assertThat(wire.send("POST", moves, dismissal, Map.of())).hasStatusOk();
        assertThat(wire.send("POST", moves, dismissal, Map.of())).hasStatusOk();
        assertThat(wire.send("POST", moves, "{\"to\":\"RESOLVED\"}", Map.of())).hasStatus(409);
        assertThat(
                        wire.send(
                                "POST",
                                "/api/v1/churn-warnings/chw_none/transitions",
                                dismissal,
                                Map.of()))
                .hasStatus(404);

        clock.advance(Duration.ofDays(90));
        facts.reconsider(List.of(gil));
        assertThat(wire.getJson(warning).path("outcome").asString()).isEqualTo("DISMISSED");
        assertThat(openWarning(gil).path("state").asString()).isEqualTo("DISMISSED");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(CHURN, gil))
                                .filteredOn(it -> it.has("outcome"))
                                .hasSize(1));
    }

    @Test
    void two_people_who_move_one_warning_at_once_end_it_once() throws Exception {
        var hal = warned();
        var moves =
                "/api/v1/churn-warnings/" + openWarning(hal).path("id").asString() + "/transitions";
        var work = new ArrayList<Callable<Integer>>();
        for (var number = 0; number < 8; number++) {
            var body =
                    number % 2 == 0
                            ? "{\"to\":\"RESOLVED\"}"
                            : "{\"to\":\"DISMISSED\",\"reason\":\"OTHER\"}";
            work.add(() -> wire.send("POST", moves, body, Map.of()).getResponse().getStatus());
        }
        var statuses = new ArrayList<Integer>();
        try (var people = Executors.newFixedThreadPool(8)) {
            for (var done : people.invokeAll(work)) {
                statuses.add(done.get());
            }
        }

        assertThat(statuses).containsOnly(200, 409).filteredOn(it -> it == 200).hasSize(4);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(CHURN, hal))
                                .filteredOn(it -> it.has("outcome"))
                                .hasSize(1));
    }

    private static BigDecimal sum(JsonNode reasons) {
        var sum = BigDecimal.ZERO;
        for (var reason : reasons) {
            sum = sum.add(new BigDecimal(reason.path("contribution").asString()));
        }
        return sum;
    }
}
