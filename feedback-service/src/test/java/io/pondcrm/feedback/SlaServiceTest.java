package io.pondcrm.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.feedback.entitlement.domain.Entitlement;
import io.pondcrm.feedback.entitlement.domain.Entitlements;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Calendars, deadlines, policies, tiers and entitlements, as callers see them. */
@PondTest(shared = "feedback")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class SlaServiceTest {

    /** Friday, 6 November 2026, 16:30 in Shanghai. */
    static final Instant FRIDAY = Instant.parse("2026-11-06T08:30:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired Tiers tiers;
    @Autowired Entitlements entitlements;

    /** The third acceptance line of issue 3: as computed by hand, over HTTP. */
    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 2026-11-06T08:30:00Z, [], 2026-11-09T13:30:00+08:00",
        "Asia/Shanghai, 2026-11-06T08:30:00Z, HOLIDAY, 2026-11-10T13:30:00+08:00",
        "Asia/Shanghai, 2026-11-06T08:30:00Z, SATURDAY, 2026-11-07T13:30:00+08:00",
        "Europe/Berlin, 2026-10-16T14:30:00Z, [], 2026-10-19T13:30:00+02:00",
        "Europe/Berlin, 2026-10-23T14:30:00Z, [], 2026-10-26T13:30:00+01:00",
    })
    void a_deadline_is_as_computed_by_hand(
            String zone, String from, String exceptions, String dueAt) {
        var calendar =
                wire.newCalendar(
                        zone,
                        switch (exceptions) {
                            case "HOLIDAY" -> "[{\"date\":\"2026-11-09\",\"hours\":[]}]";
                            case "SATURDAY" ->
                                    """
                                    [{"date":"2026-11-07","name":"Made up for",
                                      "hours":[{"from":"09:00","until":"12:00"},{"from":"13:00","until":"17:00"}]}]\
                                    """;
                            default -> exceptions;
                        });

        var answer =
                wire.getJson(
                        "/api/v1/sla/deadline?from=" + from + "&minutes=240&calendar=" + calendar);

        assertThat(answer.path("dueAtLocal").asString()).isEqualTo(dueAt);
        assertThat(Instant.parse(answer.path("dueAt").asString()))
                .isEqualTo(java.time.OffsetDateTime.parse(dueAt).toInstant());
    }

    @Test
    void a_calendar_that_makes_no_sense_is_refused_fault_by_fault() {
        var answer =
                wire.send(
                        "POST",
                        "/api/v1/business-calendars",
                        """
                        {"name":"x","zone":"Mars/Olympus","week":[
                          {"day":"MONDAY","hours":[{"from":"09:00","until":"12:00"},{"from":"11:00","until":"13:00"}]},
                          {"day":"MONDAY","hours":[{"from":"13:00","until":"9:00"}]}]}\
                        """);

        assertThat(answer).hasStatus(422);
        assertThat(Wire.json(answer).path("errors").values().stream())
                .extracting(it -> it.path("pointer").asString())
                .containsExactly("/zone", "/week/0/hours", "/week/1/hours/0", "/week/1/day");
    }

    @Test
    void a_changed_calendar_keeps_what_was_promised_by_the_old_one() {
        clock.freeze(FRIDAY);
        var calendar = wire.newCalendar("Asia/Shanghai", "[]");
        var kind = newPolicy(calendar, "SUGGESTION", "P4", null, 240);
        var before = openCase(TestEvents.newCustomer(), "SUGGESTION", "P4");

        var changed =
                wire.send(
                        "PUT",
                        "/api/v1/business-calendars/" + calendar,
                        """
                        {"name":"Office","zone":"Asia/Shanghai","week":%s,
                         "exceptions":[{"date":"2026-11-09","hours":[]}]}\
                        """
                                .formatted(Wire.WEEK),
                        "If-Match",
                        "\"1\"");
        var after = openCase(TestEvents.newCustomer(), "SUGGESTION", "P4");

        assertThat(changed).hasStatusOk();
        assertThat(due(wire.getJson("/api/v1/cases/" + before)))
                .isEqualTo("2026-11-09T05:30:00.000Z");
        assertThat(due(wire.getJson("/api/v1/cases/" + after)))
                .isEqualTo("2026-11-10T05:30:00.000Z");
        // A second change of what was read before the first comes too late.
        assertThat(
                        wire.send(
                                "PUT",
                                "/api/v1/business-calendars/" + calendar,
                                "{\"name\":\"Office\",\"zone\":\"UTC\",\"week\":" + Wire.WEEK + "}",
                                "If-Match",
                                "\"1\""))
                .hasStatus(412);
        retire(kind);
    }

    @Test
    void the_policy_follows_type_priority_and_tier_and_a_case_keeps_its_version() {
        clock.freeze(FRIDAY);
        var calendar = wire.newCalendar("Asia/Shanghai", "[]");
        var all = newPolicy(calendar, "INQUIRY", "P2", null, 240);
        var gold = newPolicy(calendar, "INQUIRY", "P2", "GOLD", 60);
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        // Out of order, again, and of another scheme: the latest word of each counts.
        events.send(ada, Wire.tier(ada, "retail-membership", "GOLD"), 7);
        events.send(ada, Wire.tier(ada, "retail-membership", "SILVER"), 6);
        events.send(ada, Wire.tier(ada, "retail-membership", "GOLD"), 7);
        events.send(ada, Wire.tier(ada, "another", "SILVER"), 9);
        events.send(bob, Wire.tier(bob, "retail-membership", "SILVER"), 1);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(tiers.namesFor(bob))
                                .containsExactlyInAnyOrder("SILVER", "retail-membership/SILVER"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(tiers.namesFor(ada))
                                .containsExactlyInAnyOrder(
                                        "GOLD", "retail-membership/GOLD", "another/SILVER"));

        var adas = wire.getJson("/api/v1/cases/" + openCase(ada, "INQUIRY", "P2"));
        var bobs = wire.getJson("/api/v1/cases/" + openCase(bob, "INQUIRY", "P2"));

        assertThat(adas.path("sla").path("policyId").asString()).isEqualTo(gold);
        assertThat(bobs.path("sla").path("policyId").asString()).isEqualTo(all);
        assertThat(due(adas)).isEqualTo("2026-11-09T01:30:00.000Z");
        var another = newPolicy(calendar, "INQUIRY", "P2", "another/SILVER", 30);
        retire(gold);
        assertThat(
                        wire.getJson("/api/v1/cases/" + openCase(ada, "INQUIRY", "P2"))
                                .path("sla")
                                .path("policyId")
                                .asString())
                .isEqualTo(another);
        retire(another);
        assertThat(wire.getJson("/api/v1/cases/" + adas.path("id").asString()).path("sla"))
                .isEqualTo(adas.path("sla"));
        assertThat(
                        wire
                                .getJson("/api/v1/sla-policies/" + gold + "/versions")
                                .path("items")
                                .values()
                                .stream())
                .extracting(it -> it.path("version").asInt() + " " + it.path("active").asBoolean())
                .containsExactly("2 false", "1 true");
        assertThat(tiers.namesFor(ada)).contains("GOLD");
        retire(all);
    }

    @Test
    void who_has_the_benefit_is_answered_by_it_until_it_is_over() {
        clock.freeze(FRIDAY);
        var calendar = wire.newCalendar("Asia/Shanghai", "[]");
        var all = newPolicy(calendar, "SUGGESTION", "P1", null, 240);
        var dedicated =
                wire.ok(
                                "POST",
                                "/api/v1/sla-policies",
                                """
                                {"name":"Dedicated","types":["SUGGESTION"],"priorities":["P1"],
                                 "benefits":["DEDICATED_SUPPORT"],"calendarId":"%s",
                                 "firstResponseMinutes":60,"resolutionMinutes":120}\
                                """
                                        .formatted(calendar))
                        .path("id")
                        .asString();
        var mill = TestEvents.newCustomer();
        var until = FRIDAY.plus(Duration.ofDays(4));
        // Out of order, again, and of another scheme: the latest word of each counts.
        events.send(mill, Wire.entitled(mill, "b2b-accounts", support("PT30M", until)), 7);
        events.send(mill, Wire.entitled(mill, "b2b-accounts", null), 6);
        events.send(mill, Wire.entitled(mill, "b2b-accounts", support("PT30M", until)), 7);
        events.send(mill, Wire.entitled(mill, "another", null), 9);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(entitlements.listHeld(mill, FRIDAY))
                                .extracting(Entitlement::benefit)
                                .containsExactly("DEDICATED_SUPPORT"));

        var promised =
                wire.getJson("/api/v1/cases/" + openCase(mill, "SUGGESTION", "P1")).path("sla");

        assertThat(promised.path("policyId").asString()).isEqualTo(dedicated);
        assertThat(promised.path("clocks").values().stream())
                .extracting(it -> it.path("targetMinutes").asInt())
                .containsExactly(30, 120);
        var ground = promised.path("ground");
        assertThat(ground.path("benefit").asString()).isEqualTo("DEDICATED_SUPPORT");
        assertThat(ground.path("scheme").asString()).isEqualTo("b2b-accounts");
        assertThat(ground.path("tier").asString()).isEqualTo("STRATEGIC");
        assertThat(ground.path("until").asString()).isEqualTo("2026-11-10T08:30:00.000Z");
        assertThat(ground.path("sets").values().stream())
                .extracting(it -> it.asString())
                .containsExactly("FIRST_RESPONSE");

        // Nobody said that it is over: the date did.
        clock.freeze(until);
        assertThat(policyOf(openCase(mill, "SUGGESTION", "P1"))).isEqualTo(all);

        events.send(mill, Wire.entitled(mill, "b2b-accounts", support("soon", null)), 8);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(entitlements.listHeld(mill, until)).hasSize(1));
        var byPolicy =
                wire.getJson("/api/v1/cases/" + openCase(mill, "SUGGESTION", "P1")).path("sla");
        assertThat(byPolicy.path("policyId").asString()).isEqualTo(dedicated);
        assertThat(byPolicy.path("clocks").get(0).path("targetMinutes").asInt()).isEqualTo(60);
        assertThat(byPolicy.path("ground").path("sets")).isEmpty();

        events.send(mill, Wire.entitled(mill, "b2b-accounts", null), 9);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(entitlements.listHeld(mill, until)).isEmpty());
        assertThat(policyOf(openCase(mill, "SUGGESTION", "P1"))).isEqualTo(all);
        assertThat(wire.getJson("/api/v1/sla-policies/" + dedicated).path("benefits").values())
                .extracting(it -> it.asString())
                .containsExactly("DEDICATED_SUPPORT");
        retire(dedicated);
        retire(all);
    }

    @Test
    void a_benefit_is_named_by_its_kind_or_the_policy_is_refused_in_both_languages() {
        var calendar = wire.newCalendar("UTC", "[]");
        var body =
                """
                {"name":"Policy","calendarId":"%s","resolutionMinutes":5,
                 "benefits":["DEDICATED_SUPPORT","dedicated support"]}\
                """
                        .formatted(calendar);

        for (var language : List.of("en", "zh-CN")) {
            var refused =
                    wire.send("POST", "/api/v1/sla-policies", body, "Accept-Language", language);

            assertThat(refused).hasStatus(422);
            var fault = Wire.json(refused).path("errors").get(0);
            assertThat(fault.path("pointer").asString()).isEqualTo("/benefits/1");
            assertThat(fault.path("detail").asString().codePoints().anyMatch(it -> it > 0x3000))
                    .isEqualTo(language.equals("zh-CN"));
        }
    }

    private String policyOf(String aCase) {
        return wire.getJson("/api/v1/cases/" + aCase).path("sla").path("policyId").asString();
    }

    private static EntitledBenefit support(
            String firstResponse, @org.jspecify.annotations.Nullable Instant until) {
        return new EntitledBenefit(
                "ben_01h455vb4pex5vsknk084sn02q",
                "DEDICATED_SUPPORT",
                "grt_01h455vb4pex5vsknk084sn02q",
                Map.of("firstResponse", firstResponse),
                until);
    }

    private String newPolicy(
            String calendar,
            String type,
            String priority,
            @org.jspecify.annotations.Nullable String tier,
            int minutes) {
        return wire.ok(
                        "POST",
                        "/api/v1/sla-policies",
                        policy(calendar, type, priority, tier, minutes, true))
                .path("id")
                .asString();
    }

    private static String policy(
            String calendar,
            String type,
            String priority,
            @org.jspecify.annotations.Nullable String tier,
            int minutes,
            boolean active) {
        return """
        {"name":"Policy","types":["%s"],"priorities":["%s"],"tiers":[%s],"calendarId":"%s",
         "resolutionMinutes":%d,"active":%s}\
        """
                .formatted(
                        type,
                        priority,
                        tier == null ? "" : "\"" + tier + "\"",
                        calendar,
                        minutes,
                        active);
    }

    private void retire(String policy) {
        var now = wire.getJson("/api/v1/sla-policies/" + policy);
        wire.ok(
                "PUT",
                "/api/v1/sla-policies/" + policy,
                policy(now.path("calendarId").asString(), "INQUIRY", "P2", null, 240, false),
                "If-Match",
                "\"" + now.path("version").asInt() + "\"");
    }

    private String openCase(CustomerId customer, String type, String priority) {
        return wire.ok(
                        "POST",
                        "/api/v1/cases",
                        """
                        {"customerId":"%s","type":"%s","priority":"%s","channel":"PHONE","subject":"Late"}\
                        """
                                .formatted(customer, type, priority))
                .path("id")
                .asString();
    }

    private static String due(JsonNode aCase) {
        return aCase.path("sla").path("clocks").get(0).path("dueAt").asString();
    }

    @Test
    void a_deadline_asks_for_sensible_things() {
        var calendar = wire.newCalendar("UTC", "[]");

        assertThat(
                        wire.get(
                                "/api/v1/sla/deadline?from="
                                        + FRIDAY
                                        + "&minutes=-1&calendar="
                                        + calendar))
                .hasStatus(400);
        assertThat(wire.get("/api/v1/sla/deadline?from=" + FRIDAY + "&minutes=1&calendar=cal_x"))
                .hasStatus(422);
        assertThat(
                        wire.getJson(
                                        "/api/v1/sla/deadline?from="
                                                + FRIDAY
                                                + "&minutes=525600&calendar="
                                                + calendar)
                                .path("dueAt")
                                .asString())
                .isGreaterThan(FRIDAY.plus(Duration.ofDays(365)).toString());
    }
}
