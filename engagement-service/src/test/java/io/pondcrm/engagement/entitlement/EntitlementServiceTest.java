package io.pondcrm.engagement.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.segmentation.Cause;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.contracts.segmentation.LifecycleChangedV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.entitlement.domain.Entitlement;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Messages that are only for those who have a benefit. */
class EntitlementServiceTest extends EngagementTest {

    static final String KIND = "MEMBERS_MAIL";
    static final String BENEFIT = "ben_01h455vb4pex5vsknk084sn02q";
    static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired Entitlements entitlements;

    @BeforeEach
    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void a_campaign_for_a_benefit_goes_to_who_has_it_then_and_tells_the_others_apart() {
        var byScheme = entitled("retail-membership", null);
        var byAnother = entitled("b2b-accounts", null);
        var over = entitled("retail-membership", clock.instant());
        var lost = entitled("retail-membership", null);
        events.send(lost, word(lost, "retail-membership", null, clock.instant()), 2);
        var never = addressable();
        await().atMost(Wire.PATIENCE).until(() -> !holds(lost));

        var campaign = launched(KIND, byScheme, byAnother, over, lost, never);
        var byId = launched(BENEFIT, byScheme, never);
        var byOtherId = launched("ben_01h455vb4pex5vsknk084sn02r", byScheme);

        for (var customer : List.of(byScheme, byAnother)) {
            assertThat(reason(campaign, customer)).isEqualTo("ALLOWED");
        }
        for (var customer : List.of(over, lost, never)) {
            assertThat(reason(campaign, customer)).isEqualTo("BENEFIT_NOT_HELD");
            assertThat(mailsTo(customer)).isEmpty();
            await().atMost(Wire.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(events.published("crm.message.v1", customer))
                                    .extracting(it -> it.path("reason").asString())
                                    .contains("BENEFIT_NOT_HELD"));
        }
        assertThat(reason(byId, byScheme)).isEqualTo("ALLOWED");
        assertThat(reason(byId, never)).isEqualTo("BENEFIT_NOT_HELD");
        assertThat(reason(byOtherId, byScheme)).isEqualTo("BENEFIT_NOT_HELD");
        assertThat(mailsTo(byScheme)).hasSize(2);
        assertThat(mailsTo(byAnother)).hasSize(1);
        var stats = wire.getJson("/api/v1/campaigns/" + campaign + "/stats");
        assertThat(stats.path("messages").toString()).isEqualTo("{\"SENT\":2,\"SUPPRESSED\":3}");
        assertThat(stats.path("suppressed").toString()).isEqualTo("{\"BENEFIT_NOT_HELD\":3}");
        var log = wire.getJson("/api/v1/campaigns/" + campaign + "/messages?state=SUPPRESSED");
        assertThat(log.path("items").values())
                .extracting(it -> it.path("reason").asString())
                .hasSize(3)
                .containsOnly("BENEFIT_NOT_HELD");
        assertThat(wire.getJson("/api/v1/campaigns/" + campaign).path("requiresBenefit").asString())
                .isEqualTo(KIND);
        var checks =
                wire.getJson("/api/v1/messages/" + Message.idOf(campaign, never, "") + "/decision")
                        .path("checks");
        assertThat(checks.get(0).path("detail").asString())
                .isEqualTo("MEMBERS_MAIL is not held now");
    }

    /** What counts is what is held when the message leaves, not when the campaign was launched. */
    @Test
    void who_loses_the_benefit_while_a_message_waits_does_not_get_it() {
        var quietUntil = clock.instant().plus(Duration.ofHours(5));
        var ends = clock.instant().plus(Duration.ofHours(4));
        var card = Card.granted().with("quietUntil", quietUntil.toString());
        var keeps = customer(card);
        var loses = customer(card);
        events.send(keeps, word(keeps, "retail-membership", KIND, null), 1);
        events.send(loses, word(loses, "retail-membership", KIND, ends), 1);
        await().atMost(Wire.PATIENCE).until(() -> holds(keeps) && holds(loses));
        var campaign = launch(KIND, keeps, loses);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        Stream.of(keeps, loses)
                                .allMatch(it -> reason(campaign, it).equals("QUIET_HOURS")));

        clock.run(quietUntil.plusSeconds(1));
        awaitDone(campaign);

        assertThat(reason(campaign, keeps)).isEqualTo("ALLOWED");
        assertThat(reason(campaign, loses)).isEqualTo("BENEFIT_NOT_HELD");
    }

    @Test
    void of_words_that_come_twice_or_out_of_order_the_last_said_of_a_scheme_stays() {
        var ada = TestEvents.newCustomer();
        var gives = word(ada, "retail-membership", KIND, null);
        var takes = word(ada, "retail-membership", null, null);
        events.send(ada, takes, 3);
        events.send(ada, gives, 2);
        events.send(ada, word(ada, "b2b-accounts", "OTHER_BENEFIT", null), 1);
        await().atMost(Wire.PATIENCE)
                .until(() -> entitlements.isHeld(ada, "OTHER_BENEFIT", clock.instant()));
        assertThat(holds(ada)).isFalse();

        // The same event again, then the next one with the one before it behind.
        for (var delivery = 0; delivery < 3; delivery++) {
            events.send(
                    "crm.tier.v1",
                    "entitlement.changed.v1",
                    ada.value(),
                    "evt_of_" + ada,
                    4,
                    JSON.writeValueAsString(gives));
        }
        await().atMost(Wire.PATIENCE).until(() -> holds(ada));
        events.send(ada, takes, 5);
        events.send(ada, gives, 4);
        events.send(ada, word(ada, "b2b-accounts", null, null), 2);
        await().atMost(Wire.PATIENCE)
                .until(() -> !entitlements.isHeld(ada, "OTHER_BENEFIT", clock.instant()));
        assertThat(holds(ada)).isFalse();

        // In one batch, as after a rest.
        var bob = TestEvents.newCustomer();
        entitlements.learn(
                List.of(said(bob, 8, KIND), said(bob, 9, "OTHER_BENEFIT"), said(bob, 7, KIND)));
        entitlements.learn(List.of(said(bob, 9, "OTHER_BENEFIT"), said(bob, 8, KIND)));
        entitlements.learn(List.of());
        assertThat(holds(bob)).isFalse();
        assertThat(entitlements.isHeld(bob, "OTHER_BENEFIT", clock.instant())).isTrue();
    }

    @Test
    void a_playbook_for_a_benefit_treats_whoever_enters_and_mails_who_has_it() {
        var playbook = TestEvents.newId("benefit").replace('_', '-');
        var template = wire.template("Hello", "Hello");
        var body =
                """
                {"name":"x","action":{"kind":"SEND_MESSAGE","templateId":"%s",
                 "requiresBenefit":"%s"},"holdoutPercent":0,"holdoutReason":"a test"}\
                """;
        assertThat(wire.put("/api/v1/playbooks/" + playbook, body.formatted(template, KIND), ""))
                .hasStatus(201);
        var has = entitled("retail-membership", null);
        var hasNot = addressable();

        for (var customer : List.of(has, hasNot)) {
            events.send(customer, entry(customer, playbook), 1);
        }
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    assertThat(reasons(has)).containsExactly("ALLOWED");
                    assertThat(reasons(hasNot)).containsExactly("BENEFIT_NOT_HELD");
                });
        assertThat(
                        wire.getJson("/api/v1/playbooks/" + playbook)
                                .path("action")
                                .path("requiresBenefit")
                                .asString())
                .isEqualTo(KIND);
        // From now on for everybody.
        assertThat(
                        wire.put(
                                "/api/v1/playbooks/" + playbook,
                                body.formatted(template, "OTHER_BENEFIT"),
                                "\"1\""))
                .hasStatusOk();
        assertThat(wire.post("/api/v1/playbooks/" + playbook + "/retire", "")).hasStatusOk();
    }

    @Test
    void what_names_no_benefit_is_refused() {
        var template = wire.template("Hello", "Hello");
        var campaign =
                "{\"name\":\"x\",\"segmentId\":\"seg_x\",\"templateId\":\"%s\",\"requiresBenefit\":\"%s\"}";
        for (var name : List.of("members mail", "ben_1", "members_mail")) {
            var refused = wire.post("/api/v1/campaigns", campaign.formatted(template, name));
            assertThat(refused).hasStatus(422);
            assertThat(Wire.errors(refused)).first().asString().startsWith("/requiresBenefit ");
        }
        var task =
                "{\"name\":\"x\",\"action\":{\"kind\":\"OPEN_FOLLOW_UP\",\"dueWithin\":\"P3D\","
                        + "\"requiresBenefit\":\"MEMBERS_MAIL\"}}";
        assertThat(Wire.errors(wire.put("/api/v1/playbooks/benefit-x", task, "")))
                .containsExactly("/action/requiresBenefit not-of-this-kind");
    }

    /** Somebody who may be addressed and has the benefit, and of whom that is known. */
    private CustomerId entitled(String scheme, @Nullable Instant until) {
        var customer = addressable();
        events.send(customer, word(customer, scheme, KIND, until), 1);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        entitlements.isHeld(customer, KIND, clock.instant().minusSeconds(3600)));
        return customer;
    }

    private boolean holds(CustomerId customer) {
        return entitlements.isHeld(customer, KIND, clock.instant());
    }

    private static Entitlements.Word said(CustomerId customer, long sequence, String kind) {
        return new Entitlements.Word(
                customer,
                "retail-membership",
                sequence,
                List.of(new Entitlement(kind, BENEFIT, Optional.empty())));
    }

    /** All that a customer has by a scheme: one benefit, or none. */
    private static EntitlementChangedV1 word(
            CustomerId customer, String scheme, @Nullable String kind, @Nullable Instant until) {
        return new EntitlementChangedV1(
                customer.value(),
                scheme,
                "GOLD",
                List.of(),
                List.of(),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                false,
                kind == null
                        ? List.of()
                        : List.of(
                                new EntitledBenefit(
                                        BENEFIT,
                                        kind,
                                        "grt_01h455vb4pex5vsknk084sn02q",
                                        Map.of(),
                                        until)),
                List.of(),
                new Cause("TIME", null, null));
    }

    private LifecycleChangedV1 entry(CustomerId customer, String playbook) {
        return new LifecycleChangedV1(
                customer.value(),
                "lifecycle-5",
                1,
                "POTENTIAL",
                "FIRST_PURCHASE",
                List.of(),
                clock.instant().minusSeconds(60),
                playbook,
                1L);
    }

    private String launch(String benefit, CustomerId... customers) {
        var campaign =
                wire.create(
                        "/api/v1/campaigns",
                        """
                        {"name":"x","segmentId":"%s","templateId":"%s","requiresBenefit":"%s",
                         "holdoutPercent":0,"holdoutReason":"a test"}\
                        """
                                .formatted(
                                        SEGMENTS.of(List.of(customers)),
                                        wire.template("Hello", "Hello"),
                                        benefit));
        assertThat(wire.post("/api/v1/campaigns/" + campaign + "/launch", "")).hasStatusOk();
        return campaign;
    }

    private String launched(String benefit, CustomerId... customers) {
        var campaign = launch(benefit, customers);
        awaitDone(campaign);
        return campaign;
    }

    private void awaitDone(String campaign) {
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(campaign), "DONE"::equals);
    }

    private String reason(String campaign, CustomerId customer) {
        return wire.getJson("/api/v1/messages/" + Message.idOf(campaign, customer, ""))
                .path("reason")
                .asString("");
    }

    private List<String> reasons(CustomerId customer) {
        return wire
                .getJson("/api/v1/customers/" + customer + "/messages")
                .path("items")
                .values()
                .stream()
                .map(it -> it.path("reason").asString(""))
                .toList();
    }
}
