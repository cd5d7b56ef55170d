package io.pondcrm.engagement.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.loyalty.domain.Accounts;
import io.pondcrm.engagement.loyalty.domain.Booking;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** While two customers are one, they are addressed as one, and have their points as one. */
class MergeServiceTest extends EngagementTest {

    @Autowired Identities identities;
    @Autowired Accounts accounts;

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

    @Test
    void points_are_one_customers_while_merged_and_byte_for_byte_their_own_again() {
        var survivor = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        give(survivor, 100, 30);
        give(merged, 50, 10);
        give(merged, 7, 40);
        redeem(merged, 5, 201);
        var before = List.of(points(survivor), points(merged));
        var merge = TestEvents.newId("mrg");

        merge(merge, survivor, merged);

        assertThat(active(survivor)).isEqualTo(152);
        assertThat(points(survivor)).isEqualTo(points(merged));
        assertThat(ledger(survivor)).hasSize(4);
        undo(merge, survivor, merged);
        assertThat(List.of(points(survivor), points(merged))).isEqualTo(before);
    }

    @Test
    void what_is_spent_while_merged_is_drawn_over_once_and_gone_once() {
        var survivor = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        give(survivor, 100, 30);
        give(merged, 50, 10);
        give(merged, 60, 40);
        var merge = TestEvents.newId("mrg");
        merge(merge, survivor, merged);

        redeem(merged, 211, 409);
        redeem(merged, 120, 201);

        assertThat(active(survivor)).isEqualTo(90);
        undo(merge, survivor, merged);
        assertThat(active(survivor)).isEqualTo(30);
        assertThat(active(merged)).isEqualTo(60);
        assertThat(kinds(survivor)).containsExactly("SPEND", "TRANSFER_IN", "ADJUST");
        assertThat(kinds(merged)).containsExactly("TRANSFER_OUT", "ADJUST", "ADJUST");
        assertThat(ledger(merged).get(0).path("points").asLong()).isEqualTo(-50);
        assertThat(ledger(merged).get(0).path("otherAccountId").asString())
                .isEqualTo(survivor.value());
    }

    @Test
    void points_that_are_under_way_when_somebody_dies_arrive_and_do_so_once() {
        var survivor = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        give(merged, 50, 10);
        merge(TestEvents.newId("mrg"), survivor, merged);
        var transfer = new Cause(Cause.Type.MERGE, TestEvents.newId("ltr"), clock.instant());
        var out =
                (Booking.Booked)
                        accounts.book(
                                merged,
                                transfer,
                                (it, now) ->
                                        it.giveOut(it.lots(), survivor, transfer, "till", now));

        assertThat(active(survivor)).isEqualTo(50);
        redeem(survivor, 20, 201);
        accounts.arrive(out.entry());

        assertThat(active(survivor)).isEqualTo(30);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(accounts.listUnderWay(List.of(merged, survivor))).isEmpty());
        assertThat(kinds(survivor))
                .containsExactly("SPEND", "TRANSFER_IN", "TRANSFER_OUT", "ADJUST");
    }

    @Test
    void redemptions_at_once_under_both_ids_never_overdraw() throws Exception {
        var survivor = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        give(survivor, 100, 30);
        give(merged, 50, 10);
        give(merged, 50, 40);
        merge(TestEvents.newId("mrg"), survivor, merged);
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 60; i++) {
            var asked = i % 2 == 0 ? survivor : merged;
            calls.add(() -> redeem(asked, 7));
        }

        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().filter(it -> it == 201)).hasSize(28);
        assertThat(answers.stream().filter(it -> it == 409)).hasSize(32);
        assertThat(active(survivor)).isEqualTo(4);
    }

    private void give(CustomerId customer, long points, int days) {
        assertThat(
                        wire.post(
                                "/api/v1/loyalty-accounts/" + customer + "/adjustments",
                                "{\"points\":%d,\"reason\":\"GOODWILL\",\"validDays\":%d}"
                                        .formatted(points, days)))
                .hasStatus(201);
    }

    private int redeem(CustomerId customer, long points) {
        return wire.post(
                        "/api/v1/loyalty-accounts/" + customer + "/redemptions",
                        "{\"points\":" + points + "}")
                .getResponse()
                .getStatus();
    }

    private void redeem(CustomerId customer, long points, int status) {
        assertThat(redeem(customer, points)).isEqualTo(status);
    }

    /** All that is told of a customer's points, as it is sent. */
    private String points(CustomerId customer) {
        return body("/api/v1/loyalty-accounts/" + customer)
                + body("/api/v1/loyalty-accounts/" + customer + "/ledger");
    }

    private String body(String uri) {
        return new String(wire.get(uri).getResponse().getContentAsByteArray(), UTF_8);
    }

    private long active(CustomerId customer) {
        return wire.getJson("/api/v1/loyalty-accounts/" + customer).path("active").asLong();
    }

    private List<JsonNode> ledger(CustomerId customer) {
        return List.copyOf(
                wire.getJson("/api/v1/loyalty-accounts/" + customer + "/ledger")
                        .path("items")
                        .values());
    }

    private List<String> kinds(CustomerId customer) {
        return ledger(customer).stream().map(it -> it.path("kind").asString()).toList();
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
