package io.pondcrm.engagement.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** While two customers are one, they are addressed as one. */
class MergeServiceTest extends EngagementTest {

    @Autowired Identities identities;

    @Test
    void a_campaign_that_reaches_both_is_sent_once_to_the_survivor() {
        var survivor = addressable();
        var merged = addressable();
        merge(TestEvents.newId("mrg"), survivor, merged);

        var campaign = campaignTo(merged, survivor);
        awaitDone(campaign);

        assertThat(mailsTo(survivor)).hasSize(1);
        assertThat(mailsTo(merged)).isEmpty();
        assertThat(reason(campaign, survivor)).isEqualTo("ALLOWED");
        assertThat(reason(campaign, merged)).isEqualTo("SAME_CUSTOMER");
    }

    @Test
    void what_left_for_the_merged_one_is_not_sent_to_the_survivor_again() {
        var quietUntil = clock.instant().plus(Duration.ofHours(5)).toString();
        var survivor = customer(Card.granted().with("quietUntil", quietUntil));
        var merged = addressable();
        var campaign = campaignTo(merged, survivor);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        state(campaign, merged).equals("SENT")
                                && state(campaign, survivor).equals("DEFERRED"));
        merge(TestEvents.newId("mrg"), survivor, merged);

        clock.advance(Duration.ofHours(6));
        awaitDone(campaign);

        assertThat(mailsTo(merged)).hasSize(1);
        assertThat(mailsTo(survivor)).isEmpty();
        assertThat(reason(campaign, survivor)).isEqualTo("SAME_CUSTOMER");
    }

    @Test
    void the_merged_ones_message_goes_by_the_survivors_consent() {
        var survivor = customer(Card.refused("WITHDRAWN"));
        var merged = addressable();
        var reached = addressable();
        var alsoMerged = customer(Card.refused("WITHDRAWN"));
        merge(TestEvents.newId("mrg"), survivor, merged);
        merge(TestEvents.newId("mrg"), reached, alsoMerged);

        var campaign = campaignTo(merged, alsoMerged);
        awaitDone(campaign);

        assertThat(reason(campaign, merged)).isEqualTo("WITHDRAWN");
        assertThat(mailsTo(merged)).isEmpty();
        assertThat(mailsTo(reached)).hasSize(1);
    }

    @Test
    void a_card_that_leads_elsewhere_waits_for_news_of_the_merge() {
        var survivor = addressable();
        var merged = addressable();
        CUSTOMERS.leadOn(merged, survivor);
        var campaign = campaignTo(merged, survivor);
        await().atMost(Wire.PATIENCE).until(() -> mailsTo(survivor).size() == 1);
        assertThat(state(campaign, merged)).isEqualTo("PENDING");

        merge(TestEvents.newId("mrg"), survivor, merged);
        clock.advance(Duration.ofMinutes(10));
        awaitDone(campaign);

        assertThat(mailsTo(survivor)).hasSize(1);
        assertThat(reason(campaign, merged)).isEqualTo("SAME_CUSTOMER");
    }

    @Test
    void caps_and_history_count_all_ids_as_one_customer_until_it_is_undone() {
        var capped = Card.granted().with("capMessages", 1).with("capPeriod", "PT168H");
        var survivor = customer(capped);
        var merged = customer(capped);
        var before = campaignTo(merged);
        awaitDone(before);
        var merge = TestEvents.newId("mrg");
        merge(merge, survivor, merged);
        merge(merge, survivor, merged);

        var meanwhile = campaignTo(survivor);
        awaitDone(meanwhile);

        assertThat(reason(meanwhile, survivor)).isEqualTo("CAP_REACHED");
        assertThat(history(survivor)).hasSize(2).isEqualTo(history(merged));
        undo(merge, survivor, merged);
        assertThat(history(survivor)).containsExactly(Message.idOf(meanwhile, survivor, ""));
        assertThat(history(merged)).containsExactly(Message.idOf(before, merged, ""));
        var after = campaignTo(survivor, merged);
        awaitDone(after);
        assertThat(reason(after, survivor)).isEqualTo("ALLOWED");
        assertThat(reason(after, merged)).isEqualTo("CAP_REACHED");
    }

    @Test
    void chains_are_followed_and_a_merge_that_is_heard_after_its_end_is_over() {
        var first = TestEvents.newCustomer();
        var second = TestEvents.newCustomer();
        var third = TestEvents.newCustomer();
        var one = TestEvents.newId("mrg");
        var other = TestEvents.newId("mrg");
        merge(one, second, first);
        merge(other, third, second);
        assertThat(identities.of(first).survivor()).isEqualTo(third);
        assertThat(identities.of(third).ids()).containsExactlyInAnyOrder(first, second, third);

        undo(other, third, second);
        events.send(third, merged(other, third, second), 9);
        merge(TestEvents.newId("mrg"), third, TestEvents.newCustomer());

        assertThat(identities.of(first).survivor()).isEqualTo(second);
        undo(one, second, first);
        assertThat(identities.of(first).ids()).containsExactly(first);
    }

    private static CustomerMergedV1 merged(String id, CustomerId survivor, CustomerId merged) {
        return new CustomerMergedV1(
                id, survivor.value(), merged.value(), Instant.parse("2026-03-01T00:00:00Z"));
    }

    private void merge(String id, CustomerId survivor, CustomerId merged) {
        events.send(survivor, merged(id, survivor, merged), 2);
        events.send(merged, merged(id, survivor, merged), 2);
        await().atMost(Wire.PATIENCE)
                .until(
                        () -> identities.of(merged).survivor(),
                        identities.of(survivor).survivor()::equals);
    }

    private void undo(String id, CustomerId survivor, CustomerId merged) {
        for (var told : List.of(merged, survivor)) {
            events.send(
                    told,
                    new CustomerUnmergedV1(
                            id,
                            survivor.value(),
                            merged.value(),
                            Instant.parse("2026-03-02T00:00:00Z")),
                    3);
        }
        await().atMost(Wire.PATIENCE).until(() -> identities.of(merged).survivor(), merged::equals);
    }

    private List<String> history(CustomerId customer) {
        var ids = new ArrayList<String>();
        wire.getJson("/api/v1/customers/" + customer + "/messages")
                .path("items")
                .forEach(it -> ids.add(it.path("id").asString()));
        return ids;
    }

    private String campaignTo(CustomerId... customers) {
        return wire.campaign(
                SEGMENTS.of(List.of(customers)),
                wire.template("{{offer}}", "Dear {{customer.displayName}}"),
                0);
    }

    private void awaitDone(String campaign) {
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "DONE"::equals);
    }

    private String state(String campaign, CustomerId customer) {
        return wire.getJson("/api/v1/messages/" + Message.idOf(campaign, customer, ""))
                .path("state")
                .asString("");
    }

    private String reason(String campaign, CustomerId customer) {
        return wire.getJson(
                        "/api/v1/messages/" + Message.idOf(campaign, customer, "") + "/decision")
                .path("reason")
                .asString();
    }
}
