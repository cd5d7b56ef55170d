package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** What two customers bought belongs to one of them while they are one. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class MergeServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    private CustomerId buyer(String amount) {
        var customer = TestEvents.newCustomer();
        events.send(customer, Wire.created(customer, NOW.minusSeconds(3_600)), 1);
        buy(customer, amount);
        await().atMost(Wire.PATIENCE).until(() -> bought(customer), it -> it.size() == 1);
        await().atMost(Wire.PATIENCE).until(() -> known(customer).profile() != null);
        return customer;
    }

    private void buy(CustomerId customer, String amount) {
        events.send(
                customer,
                Wire.sale(customer, TestEvents.newId("txn"), NOW.minusSeconds(60), amount),
                1);
    }

    private CustomerFacts known(CustomerId customer) {
        return facts.find(customer).orElseGet(() -> CustomerFacts.nothingAbout(customer));
    }

    private List<String> bought(CustomerId customer) {
        return known(customer).purchases().stream().map(Purchase::transactionId).sorted().toList();
    }

    private void merge(String merge, CustomerId survivor, CustomerId merged) {
        for (var told : List.of(survivor, merged)) {
            events.send(
                    told, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOW), 2);
        }
    }

    private void undo(String merge, CustomerId survivor, CustomerId merged) {
        for (var told : List.of(merged, survivor)) {
            events.send(
                    told, new CustomerUnmergedV1(merge, survivor.value(), merged.value(), NOW), 3);
        }
    }

    private String tier(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/tier").path("tier").asString();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Wire.PATIENCE).until(condition);
    }

    @Test
    void the_survivor_is_scored_by_what_both_bought_and_undoing_gives_both_back() {
        var survivor = buyer("1200.00");
        var merged = buyer("1300.00");
        var before = List.of(known(survivor), known(merged));
        var tiers = List.of(tier(survivor), tier(merged));
        var merge = TestEvents.newId("mrg");

        merge(merge, survivor, merged);

        until(() -> bought(survivor).size() == 2 && known(merged).isNothing());
        assertThat(tiers).containsOnly("STANDARD");
        assertThat(tier(survivor)).isEqualTo("SILVER");
        assertThat(events.published("crm.tier.v1", merged)).isNotEmpty();
        merge(merge, survivor, merged);
        buy(merged, "10.00");
        until(() -> bought(survivor).size() == 3);

        undo(merge, survivor, merged);
        undo(merge, survivor, merged);

        until(() -> bought(merged).size() == 2 && bought(survivor).size() == 1);
        assertThat(known(survivor)).isEqualTo(before.getFirst());
        assertThat(known(merged).profiles()).isEqualTo(before.getLast().profiles());
        assertThat(bought(merged))
                .as("what came late for the merged one is theirs")
                .containsAll(
                        before.getLast().purchases().stream()
                                .map(Purchase::transactionId)
                                .toList());
        assertThat(List.of(tier(survivor), tier(merged))).isEqualTo(tiers);
        buy(merged, "20.00");
        until(() -> bought(merged).size() == 3);
        assertThat(bought(survivor)).hasSize(1);
    }

    @Test
    void who_are_merged_the_other_way_before_their_parting_is_heard_are_followed_once() {
        var first = buyer("1.00");
        var second = buyer("2.00");
        var one = TestEvents.newId("mrg");
        merge(one, second, first);
        until(() -> bought(second).size() == 2 && known(first).isNothing());

        merge(TestEvents.newId("mrg"), first, second);
        buy(first, "3.00");
        undo(one, second, first);

        until(() -> bought(first).size() == 3 && known(second).isNothing());
    }

    @Test
    void a_chain_of_merges_is_undone_link_by_link() {
        var first = buyer("1.00");
        var second = buyer("2.00");
        var third = buyer("3.00");
        var one = TestEvents.newId("mrg");
        var other = TestEvents.newId("mrg");
        merge(one, second, first);
        until(() -> bought(second).size() == 2 && known(first).isNothing());
        merge(other, third, second);
        until(() -> bought(third).size() == 3 && known(second).isNothing());

        buy(first, "4.00");
        until(() -> bought(third).size() == 4);
        undo(other, third, second);

        until(() -> bought(third).size() == 1 && bought(second).size() == 3);
        undo(one, second, first);
        until(() -> bought(second).size() == 1 && bought(first).size() == 2);
    }
}
