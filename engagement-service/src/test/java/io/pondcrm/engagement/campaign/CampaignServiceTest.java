package io.pondcrm.engagement.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.campaign.domain.Campaign;
import io.pondcrm.engagement.campaign.domain.LaunchProblem;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.template.domain.Templates;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CampaignServiceTest extends EngagementTest {

    @Autowired MongoCampaigns campaigns;
    @Autowired Templates templates;
    @Autowired Messages messages;

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
        var segment = SEGMENTS.of(customers);
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
        SEGMENTS.enter(segment, late);
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
        var campaign = wire.campaign(SEGMENTS.of(customers), wire.template("Hello", "Hello"), 0);
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
    void a_launch_that_cannot_learn_who_is_in_the_segment_says_so_and_can_be_repeated() {
        var customers = List.of(addressable(), addressable());
        var campaign = draft(SEGMENTS.of(customers));
        SEGMENTS.failWith(503);
        assertThat(launch(campaign)).hasStatusOk();
        await().atMost(Wire.PATIENCE).until(() -> view(campaign).has("launchProblem"));
        assertThat(wire.stateOf(campaign)).isEqualTo("LAUNCHING");
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "LAUNCH_FAILED"::equals);

        var problem = view(campaign).path("launchProblem");
        assertThat(problem.path("code").asString()).isEqualTo("campaign-segments-away");
        assertThat(problem.path("detail").asString()).contains("launch the campaign again");
        var job = wire.getJson("/api/v1/jobs/" + problem.path("jobId").asString());
        assertThat(job.path("state").asString()).isEqualTo("FAILED");
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/pause", "")).hasStatus(409);
        assertThat(customers).allSatisfy(it -> assertThat(mailsTo(it)).isEmpty());

        SEGMENTS.failWith(0);
        launchUntilItRuns(campaign);
        assertThat(launch(campaign)).hasStatusOk();

        assertThat(customers).allSatisfy(it -> assertThat(mailsTo(it)).hasSize(1));
        assertThat(view(campaign).has("launchProblem")).isFalse();
        assertThat(view(campaign).path("treated").asInt()).isEqualTo(2);
    }

    /** Half of the audience is frozen when segmentation-service goes away. */
    @Test
    void after_a_launch_that_failed_midway_the_audience_is_who_is_in_the_segment_then() {
        var customers =
                new ArrayList<>(
                        IntStream.range(0, 501).mapToObj(_ -> TestEvents.newCustomer()).toList());
        var segment = SEGMENTS.of(customers);
        var campaign = draft(segment);
        SEGMENTS.failAfterFirstPart(503);
        assertThat(launch(campaign)).hasStatusOk();
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "LAUNCH_FAILED"::equals);
        assertThat(view(campaign).path("treated").asInt()).isZero();
        assertThat(audience(campaign)).isEmpty();

        SEGMENTS.failWith(0);
        SEGMENTS.leave(segment, customers.removeFirst());
        customers.add(addressable());
        SEGMENTS.enter(segment, customers.getLast());
        launchUntilItRuns(campaign);

        assertThat(audience(campaign))
                .containsExactlyInAnyOrderElementsOf(
                        customers.stream().map(CustomerId::value).toList());
        assertThat(mailsTo(customers.getLast())).hasSize(1);
    }

    /** Its job broke off while it was making the messages. */
    @Test
    void an_audience_that_was_frozen_stays_when_its_launch_fails_later() {
        var ada = addressable();
        var bob = addressable();
        var id = draft(SEGMENTS.of(List.of(ada, bob)));
        var template = templates.find(view(id).path("templateId").asString()).orElseThrow();
        moved(id, it -> it.launch(template, clock.instant()));
        var launched = campaigns.find(id).orElseThrow();
        campaigns.freeze(
                List.of(
                        AudienceDocument.of(launched, 1, ada),
                        AudienceDocument.of(launched, 1, bob)));
        moved(id, it -> it.freeze(new Campaign.Audience(1, 2, 0)));
        messages.createAll(
                List.of(
                        Message.due(
                                Message.idOf(id, ada, ""),
                                ada,
                                MongoCampaigns.source(id),
                                Purpose.MARKETING,
                                clock.instant(),
                                Optional.empty())));
        moved(
                id,
                it ->
                        it.stumble(
                                1,
                                new LaunchProblem(LaunchProblem.Cause.BROKE_OFF, clock.instant())));
        moved(id, it -> it.failLaunch(1, clock.instant()));
        assertThat(view(id).path("launchProblem").path("code").asString())
                .isEqualTo("campaign-launch-broke-off");
        SEGMENTS.failWith(503);

        assertThat(launch(id)).hasStatusOk();

        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(id), "DONE"::equals);
        assertThat(mailsTo(ada)).hasSize(1);
        assertThat(mailsTo(bob)).hasSize(1);
    }

    @Test
    void a_launch_whose_job_is_cancelled_fails_and_the_campaign_can_be_stopped_for_good() {
        var ada = addressable();
        var campaign = draft(SEGMENTS.of(List.of(ada)));
        SEGMENTS.failWith(503);
        var job =
                Objects.requireNonNull(launch(campaign).getResponse().getHeader("Link"))
                        .replaceAll("<(.*)>.*", "$1");

        assertThat(wire.post(job + "/cancellation", "").getResponse().getStatus()).isLessThan(300);

        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "LAUNCH_FAILED"::equals);
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/stop", "")).hasStatusOk();
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "STOPPED"::equals);
        assertThat(launch(campaign)).hasStatus(409);
        assertThat(mailsTo(ada)).isEmpty();
    }

    /** Whoever was asked to launch it died before the job was handed in. */
    @Test
    void a_launch_without_a_job_gets_one() {
        var ada = addressable();
        var campaign = draft(SEGMENTS.of(List.of(ada)));
        var template = templates.find(view(campaign).path("templateId").asString()).orElseThrow();

        moved(campaign, it -> it.launch(template, clock.instant().minusSeconds(60)));

        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "DONE"::equals);
        assertThat(mailsTo(ada)).hasSize(1);
    }

    @Test
    void a_segment_that_is_empty_by_the_time_its_members_are_read_is_named_as_the_cause() {
        var campaign = draft(SEGMENTS.of(List.of()));
        var template = templates.find(view(campaign).path("templateId").asString()).orElseThrow();
        assertThat(launch(campaign)).hasStatus(409);

        moved(campaign, it -> it.launch(template, clock.instant().minusSeconds(60)));

        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "LAUNCH_FAILED"::equals);
        assertThat(view(campaign).path("launchProblem").path("code").asString())
                .isEqualTo("campaign-audience-empty");
    }

    private void moved(String campaign, Function<Campaign, Campaign.Move> decision) {
        assertThat(campaigns.move(campaign, decision).orElseThrow())
                .isInstanceOf(Campaign.Move.Moved.class);
    }

    private String draft(String segment) {
        return wire.create(
                "/api/v1/campaigns",
                """
                {"name":"x","segmentId":"%s","templateId":"%s","holdoutPercent":0,
                 "holdoutReason":"a test"}\
                """
                        .formatted(segment, wire.template("Hello", "Hello")));
    }

    private MvcTestResult launch(String campaign) {
        return wire.post("/api/v1/campaigns/" + campaign + "/launch", "");
    }

    private JsonNode view(String campaign) {
        return wire.getJson("/api/v1/campaigns/" + campaign);
    }

    private List<String> audience(String campaign) {
        var members = new ArrayList<String>();
        var path = "/api/v1/campaigns/" + campaign + "/audience?limit=1000";
        for (var member : wire.getJson(path).path("items")) {
            members.add(member.path("customerId").asString());
        }
        return members;
    }

    /** The breaker lets nobody through for a moment after segmentation-service was away. */
    private void launchUntilItRuns(String campaign) {
        await().atMost(Wire.PATIENCE)
                .until(
                        () -> {
                            if (wire.stateOf(campaign).equals("LAUNCH_FAILED")) {
                                assertThat(launch(campaign)).hasStatusOk();
                            }
                            return wire.stateOf(campaign);
                        },
                        "DONE"::equals);
    }

    @Test
    void who_may_read_may_not_launch() {
        var reader = new String[] {"campaigns:read"};

        assertThat(wire.as(reader, "GET", "/api/v1/campaigns", "")).hasStatusOk();
        assertThat(wire.as(reader, "POST", "/api/v1/campaigns/cmp_x/launch", "")).hasStatus(403);
    }
}
