package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.churn.warning.domain.Move;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.churn.warning.domain.Warnings;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Two customers leave or stay as one while they are one, and each by themselves afterwards. */
@PondTest(shared = "churn")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class MergeServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired Warnings warnings;
    @Autowired TestClock clock;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    private CustomerId buyer(int... daysAgo) {
        var customer = TestEvents.newCustomer();
        for (var days : daysAgo) {
            buy(customer, days);
        }
        until(() -> bought(customer).size() == daysAgo.length);
        return customer;
    }

    private void buy(CustomerId customer, int daysAgo) {
        var at = NOW.minus(Duration.ofDays(daysAgo));
        events.send(customer, Wire.sale(customer, TestEvents.newId("txn"), at, "100.00"), 1);
    }

    private void visit(CustomerId customer, Duration ago) {
        events.send(customer, Wire.interaction(customer, NOW.minus(ago)), 1);
    }

    private void settle() {
        clock.advance(Duration.ofSeconds(4));
    }

    private void merge(String merge, CustomerId survivor, CustomerId merged, CustomerId... told) {
        for (var it : told) {
            events.send(it, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOW), 2);
        }
    }

    private void undo(String merge, CustomerId survivor, CustomerId merged, CustomerId... told) {
        for (var it : told) {
            events.send(
                    it, new CustomerUnmergedV1(merge, survivor.value(), merged.value(), NOW), 3);
        }
    }

    private CustomerFacts known(CustomerId customer) {
        return facts.find(customer).orElseGet(() -> CustomerFacts.nothingAbout(customer));
    }

    private List<String> bought(CustomerId customer) {
        return known(customer).purchases().stream().map(Purchase::transactionId).sorted().toList();
    }

    private JsonNode score(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/churn-score");
    }

    private List<Warning> warned(CustomerId customer) {
        return warnings.of(customer).stream().map(Warnings.Held::warning).toList();
    }

    private List<Warning> open(CustomerId customer) {
        return warned(customer).stream().filter(Warning::isOpen).toList();
    }

    /** What their topic said of warnings: raised and how ended, in order. */
    private List<String> told(CustomerId customer) {
        return events.published("crm.churn.v1", customer).stream()
                .filter(it -> it.has("warningId"))
                .map(it -> it.path("outcome").asString("RAISED"))
                .toList();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Wire.PATIENCE).until(condition);
    }

    @Test
    void the_survivor_is_scored_by_what_both_did_and_undoing_gives_both_back() {
        var survivor = buyer(110, 90, 70);
        var merged = buyer(100, 80);
        visit(survivor, Duration.ofDays(20));
        visit(merged, Duration.ofDays(20).plusMinutes(7));
        visit(merged, Duration.ofDays(3));
        until(() -> known(survivor).contactDays().size() == 1);
        until(() -> known(merged).contactDays().size() == 2);
        var facts = List.of(known(survivor), known(merged));
        var scores = List.of(score(survivor), score(merged));
        var merge = TestEvents.newId("mrg");

        merge(merge, survivor, merged, survivor, merged);

        until(() -> bought(survivor).size() == 5 && known(merged).purchases().isEmpty());
        assertThat(bought(survivor))
                .containsExactlyInAnyOrderElementsOf(
                        facts.stream()
                                .flatMap(it -> it.purchases().stream())
                                .map(Purchase::transactionId)
                                .toList());
        assertThat(known(survivor).contactDays()).hasSize(2);
        assertThat(score(survivor)).isNotIn(scores);
        assertThat(
                        wire.get("/api/v1/customers/" + merged + "/churn-score", "churn:read")
                                .getResponse()
                                .getStatus())
                .isEqualTo(404);
        merge(merge, survivor, merged, merged, survivor);
        buy(merged, 60);
        until(() -> bought(survivor).size() == 6);

        undo(merge, survivor, merged, merged, survivor);
        undo(merge, survivor, merged, survivor, merged);

        until(() -> bought(survivor).size() == 3 && bought(merged).size() == 3);
        assertThat(known(survivor)).isEqualTo(facts.getFirst());
        assertThat(score(survivor)).isEqualTo(scores.getFirst());
        assertThat(known(merged).contactDays()).isEqualTo(facts.getLast().contactDays());
        assertThat(bought(merged))
                .as("what came late for the merged one is theirs")
                .containsAll(
                        facts.getLast().purchases().stream().map(Purchase::transactionId).toList());
        buy(merged, 50);
        until(() -> bought(merged).size() == 4);
        assertThat(bought(survivor)).hasSize(3);
    }

    @Test
    void a_merge_ends_the_merged_ones_warning_and_undoing_it_opens_the_same_again() {
        var survivor = buyer(110, 90, 70);
        var merged = buyer(200);
        settle();
        until(() -> open(survivor).size() == 1 && open(merged).size() == 1);
        warnings.move(open(merged).getFirst().id(), new Move.Acknowledge("agent-17"));
        var before = List.of(warned(survivor), warned(merged));
        var scores = List.of(score(survivor), score(merged));
        var merge = TestEvents.newId("mrg");

        merge(merge, survivor, merged, merged, survivor);

        until(() -> bought(survivor).size() == 4 && open(merged).isEmpty());
        assertThat(warned(merged))
                .extracting(Warning::outcome)
                .containsExactly(Warning.Outcome.MERGED);
        settle();
        assertThat(Stream.of(survivor, merged).flatMap(it -> open(it).stream())).hasSizeLessThan(2);
        undo(merge, survivor, merged, merged, survivor);

        until(() -> bought(merged).size() == 1 && bought(survivor).size() == 3);
        assertThat(List.of(warned(survivor), warned(merged))).isEqualTo(before);
        assertThat(List.of(score(survivor), score(merged)).stream().map(it -> it.path("score")))
                .isEqualTo(scores.stream().map(it -> it.path("score")).toList());
        until(() -> told(merged).equals(List.of("RAISED", "MERGED", "RAISED")));
    }

    @Test
    void a_merge_that_shows_a_buyer_ends_the_survivors_warning_until_it_is_undone() {
        var survivor = buyer(110, 90, 70);
        settle();
        until(() -> open(survivor).size() == 1);
        var before = warned(survivor);
        var merged = buyer(1);
        var merge = TestEvents.newId("mrg");

        merge(merge, survivor, merged, survivor, merged);

        until(() -> open(survivor).isEmpty());
        assertThat(Objects.requireNonNull(warned(survivor).getFirst().outcome()))
                .isEqualTo(Warning.Outcome.MERGED);
        undo(merge, survivor, merged, survivor, merged);
        until(() -> open(survivor).size() == 1 && bought(merged).size() == 1);
        assertThat(warned(survivor)).isEqualTo(before);
        until(() -> told(survivor).equals(List.of("RAISED", "MERGED", "RAISED")));
    }

    @Test
    void a_chain_of_merges_is_undone_link_by_link() {
        var first = buyer(10);
        var second = buyer(20);
        var third = buyer(30);
        var one = TestEvents.newId("mrg");
        var other = TestEvents.newId("mrg");
        merge(one, second, first, first, second);
        merge(other, third, second, second, third);
        until(() -> bought(third).size() == 3 && bought(second).isEmpty());

        buy(first, 5);
        until(() -> bought(third).size() == 4);
        undo(other, third, second, second, third);

        until(() -> bought(third).size() == 1 && bought(second).size() == 3);
        undo(one, second, first, first, second);
        until(() -> bought(second).size() == 1 && bought(first).size() == 2);
    }

    @Test
    void a_merge_that_is_heard_after_its_end_is_over() {
        var survivor = buyer(10);
        var merged = buyer(20);
        var undone = TestEvents.newId("mrg");
        var back = TestEvents.newId("mrg");

        undo(undone, survivor, merged, survivor);
        merge(back, merged, survivor, survivor);
        until(() -> bought(merged).size() == 2);
        merge(undone, survivor, merged, merged);
        buy(merged, 5);

        until(() -> bought(merged).size() == 3);
        assertThat(bought(survivor)).isEmpty();
    }
}
