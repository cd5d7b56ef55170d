package io.pondcrm.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** What two customers turned to us with is one's while they are one. */
@PondTest(shared = "feedback")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class MergeServiceTest {

    static final Instant NOON = Instant.parse("2026-11-09T04:00:00Z");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired TestClock clock;
    @Autowired Merges merges;
    @Autowired MongoOperations mongo;
    @Autowired Tiers tiers;

    private String survey = "";

    @BeforeEach
    void survey() {
        clock.freeze(NOON);
        survey =
                "/api/v1/surveys/"
                        + wire.ok("POST", "/api/v1/surveys", survey(true)).path("id").asString();
    }

    @AfterEach
    void invite_nobody_any_more() {
        wire.ok("PUT", survey, survey(false), "If-Match", "\"1\"");
    }

    private static String survey(boolean active) {
        return """
        {"name":"After an inquiry","question":"How content are you?","questionZh":"您满意吗？",
         "caseTypes":["INQUIRY"],"active":%s}\
        """
                .formatted(active);
    }

    private JsonNode open(CustomerId customer, String category) {
        return wire.ok(
                "POST",
                "/api/v1/cases",
                """
                {"customerId":"%s","type":"INQUIRY","channel":"WEB","subject":"About %s",
                 "category":"%s"}\
                """
                        .formatted(customer, category, category));
    }

    private static String id(JsonNode answer) {
        return answer.path("id").asString();
    }

    private String closed(CustomerId customer, String category) {
        var id = id(open(customer, category));
        for (var deed : List.of("RESOLVE", "CONFIRM")) {
            wire.ok(
                    "POST",
                    "/api/v1/cases/" + id + "/transitions",
                    "{\"deed\":\"%s\",\"note\":\"Done\"}".formatted(deed));
        }
        return id;
    }

    private JsonNode invitations(CustomerId customer) {
        return wire.getJson(survey + "/invitations?customerId=" + customer).path("items");
    }

    private JsonNode awaitInvitation(CustomerId customer) {
        return await().atMost(Wire.PATIENCE)
                .until(() -> invitations(customer), it -> !it.isEmpty())
                .get(0);
    }

    /** Somebody with a case that is open, and an answer to the survey after another one. */
    private CustomerId somebody() {
        var customer = TestEvents.newCustomer();
        open(customer, "tea");
        closed(customer, "milk");
        var invitation = awaitInvitation(customer);
        var path =
                wire.ok(
                                "PUT",
                                survey + "/invitations/" + id(invitation) + "/token",
                                "",
                                "If-Match",
                                "\"1\"")
                        .path("path")
                        .asString();
        assertThat(wire.sendAs("", "POST", path, "{\"score\":4,\"comment\":\"Words\"}"))
                .hasStatus(204);
        return customer;
    }

    private List<JsonNode> cases(CustomerId customer) {
        var cases = new ArrayList<JsonNode>();
        wire.getJson("/api/v1/cases?customerId=" + customer).path("items").forEach(cases::add);
        return cases;
    }

    /** Everything that is answered about somebody, letter by letter. */
    private List<String> answers(CustomerId customer, List<String> cases) {
        var paths = new ArrayList<String>();
        paths.add("/api/v1/cases?customerId=" + customer);
        paths.add(survey + "/invitations?customerId=" + customer);
        paths.add(survey + "/responses?customerId=" + customer);
        for (var id : cases) {
            for (var part : List.of("", "/history", "/comments", "/sla", "/progress")) {
                paths.add("/api/v1/cases/" + id + part);
            }
        }
        return paths.stream()
                .map(it -> new String(wire.get(it).getResponse().getContentAsByteArray(), UTF_8))
                .toList();
    }

    private void merge(String merge, CustomerId survivor, CustomerId merged) {
        for (var told : List.of(survivor, merged)) {
            sendMerged(told, merge, survivor, merged);
        }
    }

    private void sendMerged(CustomerId told, String merge, CustomerId survivor, CustomerId merged) {
        events.send(told, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOON), 2);
    }

    private void undo(String merge, CustomerId survivor, CustomerId merged) {
        for (var told : List.of(merged, survivor)) {
            sendUnmerged(told, merge, survivor, merged);
        }
    }

    private void sendUnmerged(
            CustomerId told, String merge, CustomerId survivor, CustomerId merged) {
        events.send(told, new CustomerUnmergedV1(merge, survivor.value(), merged.value(), NOON), 3);
    }

    private void awaitSelves(CustomerId customer, CustomerId... selves) {
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(merges.selvesOf(customer)).containsExactlyInAnyOrder(selves));
    }

    /** Has heard all that was sent about a customer before, for it comes in order. */
    private void awaitAllHeardOf(CustomerId customer) {
        var merge = TestEvents.newId("mrg");
        var barrier = TestEvents.newCustomer();
        sendMerged(customer, merge, barrier, TestEvents.newCustomer());
        await().atMost(Wire.PATIENCE).until(() -> merges.selvesOf(barrier).size() == 2);
    }

    @Test
    void the_survivor_has_the_cases_and_answers_of_both_and_undoing_gives_back_every_byte() {
        var ada = somebody();
        var bob = somebody();
        var adas = cases(ada).stream().map(MergeServiceTest::id).toList();
        var bobs = cases(bob).stream().map(MergeServiceTest::id).toList();
        var before = List.of(answers(ada, adas), answers(bob, bobs));
        var merge = TestEvents.newId("mrg");

        merge(merge, ada, bob);

        awaitSelves(ada, ada, bob);
        assertThat(cases(ada))
                .hasSize(4)
                .allMatch(it -> it.path("customerId").asString().equals(ada.value()))
                .filteredOn(it -> it.has("openedForId"))
                .allMatch(it -> it.path("openedForId").asString().equals(bob.value()))
                .extracting(MergeServiceTest::id)
                .containsExactlyElementsOf(bobs);
        assertThat(cases(bob)).isEqualTo(cases(ada));
        var one = wire.getJson("/api/v1/cases/" + bobs.getFirst());
        assertThat(one.path("customerId").asString()).isEqualTo(ada.value());
        assertThat(one.path("subject").asString()).startsWith("About");
        assertThat(invitations(ada))
                .hasSize(2)
                .allMatch(it -> it.path("customerId").asString().equals(ada.value()));
        assertThat(wire.getJson(survey + "/responses?customerId=" + ada).path("items"))
                .hasSize(2)
                .allMatch(it -> it.path("customerId").asString().equals(ada.value()))
                .allMatch(it -> it.path("comment").asString().equals("Words"));

        merge(merge, ada, bob);
        undo(merge, ada, bob);
        undo(merge, ada, bob);
        merge(merge, ada, bob);
        awaitAllHeardOf(ada);
        awaitAllHeardOf(bob);

        assertThat(merges.selvesOf(ada)).containsExactly(ada);
        assertThat(List.of(answers(ada, adas), answers(bob, bobs))).isEqualTo(before);
    }

    @Test
    void who_was_asked_lately_or_waits_for_the_same_is_known_under_all_ids() {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        var waiting = id(open(ada, "parcel"));
        closed(ada, "milk");
        awaitInvitation(ada);
        var merge = TestEvents.newId("mrg");
        merge(merge, ada, bob);
        awaitSelves(ada, ada, bob);

        var again = open(bob, "parcel");
        var bobs = closed(bob, "milk");

        assertThat(again.path("customerId").asString()).isEqualTo(ada.value());
        assertThat(again.path("links").get(0).path("id").asString()).isEqualTo(waiting);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(wire.published("crm.case.v1", bob, "closedAt"))
                                .as("events keep the id that the case came with")
                                .extracting(
                                        it -> it.path("caseId").asString(),
                                        it -> it.path("customerId").asString())
                                .containsExactly(tuple(bobs, bob.value())));
        await().during(Duration.ofSeconds(2))
                .atMost(Wire.PATIENCE)
                .until(() -> invitations(ada).size() == 1);

        undo(merge, ada, bob);

        awaitSelves(bob, bob);
        assertThat(open(ada, "parcel").path("links").get(0).path("id").asString())
                .isEqualTo(waiting);
        assertThat(cases(bob)).hasSize(2).noneMatch(it -> it.has("openedForId"));
        closed(bob, "milk");
        assertThat(awaitInvitation(bob).path("customerId").asString()).isEqualTo(bob.value());
    }

    @Test
    void what_is_promised_goes_by_the_survivor_s_tier() {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        var calendar = wire.newCalendar("Asia/Shanghai", "[]");
        var policy = wire.ok("POST", "/api/v1/sla-policies", policy(calendar, true));
        events.send(ada, Wire.tier(ada, "merge-test", "TOP"), 1);
        await().atMost(Wire.PATIENCE).until(() -> tiers.namesFor(ada).contains("merge-test/TOP"));
        merge(TestEvents.newId("mrg"), ada, bob);
        awaitSelves(bob, ada, bob);

        assertThat(open(bob, "tea").path("sla").path("policyId").asString()).isEqualTo(id(policy));
        wire.ok(
                "PUT",
                "/api/v1/sla-policies/" + id(policy),
                policy(calendar, false),
                "If-Match",
                "\"1\"");
    }

    private static String policy(String calendar, boolean active) {
        return """
        {"name":"Merged","types":["INQUIRY"],"tiers":["merge-test/TOP"],"rank":1000,
         "calendarId":"%s","firstResponseMinutes":60,"resolutionMinutes":240,"active":%s}\
        """
                .formatted(calendar, active);
    }

    @Test
    void a_merge_whose_end_was_heard_first_never_stands() {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        var merge = TestEvents.newId("mrg");

        undo(merge, ada, bob);
        awaitAllHeardOf(ada);
        awaitAllHeardOf(bob);
        merge(merge, ada, bob);
        awaitAllHeardOf(ada);
        awaitAllHeardOf(bob);

        assertThat(merges.selvesOf(ada)).containsExactly(ada);
        assertThat(merges.selvesOf(bob)).containsExactly(bob);
    }

    @Test
    void one_who_was_merged_elsewhere_since_belongs_there() {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        var cam = TestEvents.newCustomer();
        var one = TestEvents.newId("mrg");
        var other = TestEvents.newId("mrg");

        merge(other, cam, bob);
        awaitSelves(cam, cam, bob);
        sendMerged(ada, one, ada, bob);
        awaitAllHeardOf(ada);

        assertThat(merges.selvesOf(bob)).containsExactly(cam, bob);
        assertThat(merges.selvesOf(ada)).containsExactly(ada);
        sendUnmerged(bob, one, ada, bob);
        undo(other, cam, bob);
        awaitSelves(bob, bob);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_chain_may_be_heard_of_in_any_order_and_is_undone_link_by_link(boolean inOrder) {
        var ada = TestEvents.newCustomer();
        var bob = TestEvents.newCustomer();
        var cam = TestEvents.newCustomer();
        for (var customer : List.of(ada, bob, cam)) {
            open(customer, "tea");
        }
        var one = TestEvents.newId("mrg");
        var other = TestEvents.newId("mrg");
        if (inOrder) {
            merge(one, bob, ada);
            awaitSelves(ada, bob, ada);
        }
        merge(other, cam, bob);
        awaitSelves(bob, inOrder ? new CustomerId[] {cam, bob, ada} : new CustomerId[] {cam, bob});
        if (!inOrder) {
            merge(one, bob, ada);
        }
        awaitSelves(ada, cam, bob, ada);

        assertThat(cases(cam))
                .hasSize(3)
                .allMatch(it -> it.path("customerId").asString().equals(cam.value()));
        assertThat(merges.selvesOf(ada).getFirst()).isEqualTo(cam);

        undo(other, cam, bob);
        awaitSelves(cam, cam);
        assertThat(cases(cam)).hasSize(1);
        assertThat(cases(bob)).hasSize(2);
        undo(one, bob, ada);
        awaitSelves(ada, ada);
        assertThat(cases(bob)).hasSize(1);
        assertThat(cases(ada)).hasSize(1).noneMatch(it -> it.has("openedForId"));
    }

    @Test
    void what_was_corrupted_of_a_merge_is_as_it_was_when_it_is_said_once_more() {
        var survivor = TestEvents.newCustomer();
        var merged = TestEvents.newCustomer();
        var merge = TestEvents.newId("mrg");
        events.send(merged, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOON), 2);
        await().atMost(Wire.PATIENCE).until(() -> events.copyOf(merged).has("mergedInto"));
        var right = events.copyOf(merged);
        mongo.updateFirst(
                query(where("_id").is(merge)),
                new Update().set("customers", List.of()).set("survivorId", "cus_x"),
                "merges");
        assertThat(events.copyOf(merged).isMissingNode()).isTrue();

        events.send(merged, restated(merged, merge, survivor), 3);
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(events.copyOf(merged)).isEqualTo(right));
        assertThat(merges.selvesOf(merged)).containsExactly(survivor, merged);

        events.send(merged, restated(merged, null, null), 4);
        await().atMost(Wire.PATIENCE).until(() -> events.copyOf(merged).isMissingNode());
        assertThat(merges.selvesOf(merged)).containsExactly(merged);
    }

    private static CustomerRestatedV1 restated(
            CustomerId customer, @Nullable String merge, @Nullable CustomerId survivor) {
        return new CustomerRestatedV1(
                customer.value(),
                "PERSON",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                List.of(),
                NOON,
                NOON,
                merge,
                survivor == null ? null : survivor.value());
    }
}
