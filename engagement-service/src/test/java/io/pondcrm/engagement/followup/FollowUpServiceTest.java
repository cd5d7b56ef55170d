package io.pondcrm.engagement.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.Wire;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class FollowUpServiceTest extends EngagementTest {

    @Test
    void a_warning_raises_one_follow_up_however_often_it_is_delivered() {
        var ada = TestEvents.newCustomer();
        var warning = warning(ada, "chw_" + ada.value().substring(4), "2026-03-01T12:00:00Z");
        for (var delivery = 0; delivery < 5; delivery++) {
            events.send(ada, warning, 1 + delivery % 2);
        }
        var other = warning(ada, "chw_other" + ada.value().substring(9), "2026-02-01T12:00:00Z");
        events.send(ada, other, 9);
        var path = "/api/v1/customers/" + ada + "/follow-ups";
        await().atMost(Wire.PATIENCE).until(() -> wire.getJson(path).path("items").size() == 2);

        var tasks = wire.getJson(path).path("items");
        assertThat(tasks.get(0).path("causeId").asString()).isEqualTo(other.warningId());
        var task = tasks.get(1);
        assertThat(task.path("state").asString()).isEqualTo("OPEN");
        assertThat(task.path("dueAt").asString()).isEqualTo("2026-03-04T12:00:00.000Z");
        assertThat(task.path("expectedLoss").asString()).isEqualTo("812.00 CNY");
        assertThat(task.path("reasons").get(0).asString()).startsWith("52 days");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.message.v1", ada))
                                .extracting(it -> it.path("causeId").asString())
                                .containsExactlyInAnyOrder(warning.warningId(), other.warningId()));
    }

    @Test
    void it_is_completed_once_whoever_says_so_and_the_event_tells() throws Exception {
        var bob = TestEvents.newCustomer();
        var warning = warning(bob, "chw_" + bob.value().substring(4), "2026-03-01T12:00:00Z");
        events.send(bob, warning, 1);
        var id = ChurnEventsHandler.idOf(warning.warningId());
        var path = "/api/v1/follow-ups/" + id;
        await().atMost(Wire.PATIENCE).until(() -> wire.get(path).getResponse().getStatus() == 200);

        var calls = new ArrayList<Callable<Integer>>();
        for (var caller = 0; caller < 6; caller++) {
            var outcome = caller % 2 == 0 ? "REACHED" : "NOT_REACHED";
            calls.add(() ->
                    wire.post(path + "/complete", "{\"outcome\":\"" + outcome + "\"}")
                            .getResponse()
                            .getStatus());
        }
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnly(200, 409);
        assertThat(answers).filteredOn(it -> it == 200).hasSize(3);
        var task = wire.getJson(path);
        assertThat(task.path("state").asString()).isEqualTo("COMPLETED");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.message.v1", bob))
                                .extracting(it -> it.path("outcome").asString(""))
                                .containsExactly("", task.path("outcome").asString()));
        // The warning comes once more, long after.
        events.send(bob, warning, 1);
        var last = TestEvents.newCustomer();
        events.send(
                last, warning(last, "chw_" + last.value().substring(4), "2026-03-01T12:00:00Z"), 1);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        wire.getJson("/api/v1/customers/" + last + "/follow-ups")
                                        .path("items")
                                        .size()
                                == 1);
        assertThat(wire.getJson(path).path("state").asString()).isEqualTo("COMPLETED");
        assertThat(wire.getJson("/api/v1/follow-ups?state=OPEN&limit=1000").toString())
                .doesNotContain(id);
    }

    @Test
    void who_may_read_may_not_complete() {
        var reader = new String[] {"follow-ups:read"};

        assertThat(wire.as(reader, "GET", "/api/v1/follow-ups", "")).hasStatusOk();
        assertThat(
                        wire.as(
                                reader,
                                "POST",
                                "/api/v1/follow-ups/fup_x/complete",
                                "{\"outcome\":\"REACHED\"}"))
                .hasStatus(403);
        assertThat(wire.get("/api/v1/follow-ups/fup_x")).hasStatus(404);
    }

    private static ChurnWarningRaisedV1 warning(CustomerId customer, String id, String raisedAt) {
        var sample =
                ContractSamples.of("churn.warning-raised.v1").stream()
                        .filter(it -> it.name().equals("full"))
                        .findFirst()
                        .orElseThrow()
                        .as(ChurnWarningRaisedV1.class);
        return new ChurnWarningRaisedV1(
                id,
                customer.value(),
                sample.level(),
                sample.score(),
                sample.label(),
                sample.definition(),
                sample.definitionVersion(),
                sample.reasons(),
                sample.expectedLoss(),
                Instant.parse(raisedAt));
    }
}
