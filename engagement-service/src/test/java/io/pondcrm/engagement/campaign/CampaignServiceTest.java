package io.pondcrm.engagement.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.segmentation.SegmentEnteredV1;
import io.pondcrm.contracts.segmentation.SegmentLeftV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CampaignServiceTest extends EngagementTest {

    @Test
    void nobody_is_held_out_only_for_a_reason() {
        var template = wire.template("Hello", "Hello");
        var body = "{\"name\":\"x\",\"segmentId\":\"seg_x\",\"templateId\":\"%s\"%s}";

        var refused =
                wire.post("/api/v1/campaigns", body.formatted(template, ",\"holdoutPercent\":0"));

        assertThat(refused).hasStatus(422);
        assertThat(Wire.errors(refused)).containsExactly("/holdoutReason reason-required");
        var draft = wire.create("/api/v1/campaigns", body.formatted(template, ""));
        var made = wire.getJson("/api/v1/campaigns/" + draft);
        assertThat(made.path("holdoutPercent").asInt()).isEqualTo(10);
        assertThat(made.path("state").asString()).isEqualTo("DRAFT");
        assertThat(wire.post("/api/v1/campaigns/" + draft + "/launch", "")).hasStatus(409);
        assertThat(wire.post("/api/v1/campaigns/" + draft + "/pause", "")).hasStatus(409);
        assertThat(Wire.errors(wire.post("/api/v1/campaigns", body.formatted("tpl_x", ""))))
                .containsExactly("/templateId template-unknown");
        assertThat(
                        Wire.errors(
                                wire.post(
                                        "/api/v1/campaigns",
                                        body.formatted(
                                                template, ",\"variables\":{\"ofer\":\"x\"}"))))
                .containsExactly("/variables/ofer unknown-variable");
    }

    @Test
    void launched_many_times_at_once_it_runs_once_for_the_members_of_that_moment()
            throws Exception {
        var customers = IntStream.range(0, 30).mapToObj(_ -> addressable()).toList();
        var segment = wire.segmentOf(customers);
        var template = wire.template("{{offer}}", "Dear {{customer.displayName}}");
        var campaign =
                wire.create(
                        "/api/v1/campaigns",
                        """
                        {"name":"x","segmentId":"%s","templateId":"%s","holdoutPercent":30}\
                        """
                                .formatted(segment, template));
        var launches = new ArrayList<Callable<Integer>>();
        for (var caller = 0; caller < 4; caller++) {
            launches.add(() ->
                    wire.post("/api/v1/campaigns/" + campaign + "/launch", "")
                            .getResponse()
                            .getStatus());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(launches)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "DONE"::equals);
        // Who comes later is too late.
        var late = addressable();
        events.send(late, new SegmentEnteredV1(late.value(), segment, 1, Instant.EPOCH), 1);
        await().atMost(Wire.PATIENCE).until(() -> wire.members(segment) == 31);
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/launch", "")).hasStatusOk();

        var audience = wire.getJson("/api/v1/campaigns/" + campaign + "/audience?limit=100");
        assertThat(audience.path("items").size()).isEqualTo(30);
        var heldOut = 0;
        for (var member : audience.path("items")) {
            var customer = new CustomerId(member.path("customerId").asString());
            var isHeldOut = member.path("group").asString().equals("HOLDOUT");
            heldOut += isHeldOut ? 1 : 0;
            assertThat(mailsTo(customer)).hasSize(isHeldOut ? 0 : 1);
            assertThat(member.has("messageId")).isEqualTo(!isHeldOut);
        }
        var stats = wire.getJson("/api/v1/campaigns/" + campaign + "/stats");
        assertThat(stats.path("heldOut").asInt()).isEqualTo(heldOut).isPositive();
        assertThat(stats.path("messages").path("SENT").asInt()).isEqualTo(30 - heldOut);
        assertThat(
                        wire.getJson(
                                        "/api/v1/campaigns/"
                                                + campaign
                                                + "/messages?state=SENT&limit=100")
                                .path("items")
                                .size())
                .isEqualTo(30 - heldOut);
        assertThat(mailsTo(late)).isEmpty();
    }

    @Test
    void a_paused_campaign_sends_nothing_and_a_stopped_one_says_so_in_each_decision() {
        var quietUntil = clock.instant().plus(Duration.ofDays(30)).toString();
        var customers =
                IntStream.range(0, 5)
                        .mapToObj(_ -> customer(Card.granted().with("quietUntil", quietUntil)))
                        .toList();
        var campaign = wire.campaign(wire.segmentOf(customers), wire.template("Hello", "Hello"), 0);
        var stats = "/api/v1/campaigns/" + campaign + "/stats";
        await().atMost(Wire.PATIENCE)
                .until(() -> wire.getJson(stats).path("messages").path("DEFERRED").asInt() == 5);

        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/pause", "")).hasStatusOk();
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/pause", "")).hasStatusOk();
        assertThat(wire.stateOf(campaign)).isEqualTo("PAUSED");
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/launch", "")).hasStatusOk();
        assertThat(wire.stateOf(campaign)).isEqualTo("RUNNING");
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/stop", "")).hasStatusOk();

        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "STOPPED"::equals);
        assertThat(wire.getJson(stats).path("messages").path("SUPPRESSED").asInt()).isEqualTo(5);
        var first = customers.getFirst();
        var decision =
                wire.getJson("/api/v1/messages/" + Message.idOf(campaign, first, "") + "/decision");
        assertThat(decision.path("reason").asString()).isEqualTo("STOPPED");
        assertThat(mailsTo(first)).isEmpty();
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/launch", "")).hasStatus(409);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.message.v1", first))
                                .extracting(it -> it.path("reason").asString())
                                .containsExactly("STOPPED"));
    }

    @Test
    void members_are_known_whatever_order_their_events_arrive_in() {
        var in = TestEvents.newCustomer();
        var out = TestEvents.newCustomer();
        var segment = TestEvents.newId("seg");
        for (var again = 0; again < 2; again++) {
            events.send(in, new SegmentEnteredV1(in.value(), segment, 1, Instant.EPOCH), 3);
            events.send(in, new SegmentLeftV1(in.value(), segment, 1, Instant.EPOCH), 2);
            events.send(out, new SegmentLeftV1(out.value(), segment, 1, Instant.EPOCH), 3);
            events.send(out, new SegmentEnteredV1(out.value(), segment, 1, Instant.EPOCH), 2);
        }
        wire.segmentOf(List.of(TestEvents.newCustomer()));

        await().atMost(Wire.PATIENCE).until(() -> wire.members(segment) == 1);
    }

    @Test
    void who_may_read_may_not_launch() {
        var reader = new String[] {"campaigns:read"};

        assertThat(wire.as(reader, "GET", "/api/v1/campaigns", "")).hasStatusOk();
        assertThat(wire.as(reader, "POST", "/api/v1/campaigns/cmp_x/launch", "")).hasStatus(403);
    }
}
