package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * R7 for every consumer of the suite: what can't be read goes to the dead letters of each who
 * listens, holds up its own customer's events of that topic and nobody else's. The kinds of poison,
 * and what happens once it is mended, are the chassis' tests.
 */
@ExtendWith(RunningSuite.class)
class PoisonIT {

    private static final String TIMELINE = "customer-service.timeline";
    private static final String VIEW = "customer-service.view";
    private static final String FEED = "customer-service.feed";

    /** An event type of each topic that anybody listens to, and who does. */
    private record Poison(String topic, String type, Set<String> groups) {}

    private static final List<Poison> POISONS =
            List.of(
                    poison(
                            "crm.customer.v1",
                            "customer.updated.v1",
                            FEED,
                            TIMELINE,
                            "engagement-service.care",
                            "segmentation-service.facts"),
                    poison(
                            "crm.transaction.v1",
                            "transaction.recorded.v1",
                            FEED,
                            TIMELINE,
                            "churn-service.facts",
                            "engagement-service.loyalty",
                            "engagement-service.playbooks",
                            "segmentation-service.facts"),
                    poison(
                            "crm.interaction.v1",
                            "interaction.recorded.v1",
                            FEED,
                            TIMELINE,
                            "churn-service.facts"),
                    poison(
                            "crm.tier.v1",
                            "tier.changed.v1",
                            FEED,
                            TIMELINE,
                            VIEW,
                            "feedback-service.tiers",
                            "segmentation-service.entitlements"),
                    poison(
                            "crm.segment.v1",
                            "segment.entered.v1",
                            FEED,
                            TIMELINE,
                            VIEW,
                            "segmentation-service.segment-changes"),
                    poison(
                            "crm.case.v1",
                            "case.closed.v1",
                            FEED,
                            TIMELINE,
                            VIEW,
                            "churn-service.facts",
                            "feedback-service.survey-invitations"),
                    poison(
                            "crm.survey.v1",
                            "survey.response-recorded.v1",
                            FEED,
                            TIMELINE,
                            "churn-service.facts",
                            "segmentation-service.facts"),
                    poison(
                            "crm.churn.v1",
                            "churn.warning-raised.v1",
                            FEED,
                            TIMELINE,
                            "engagement-service.follow-ups"),
                    poison("crm.message.v1", "message.sent.v1", FEED, TIMELINE),
                    poison(
                            "crm.lifecycle.v1",
                            "lifecycle.changed.v1",
                            FEED,
                            TIMELINE,
                            VIEW,
                            "engagement-service.playbooks"),
                    poison(
                            "crm.privacy.v1",
                            "privacy.erasure-requested.v1",
                            "customer-service.erasure",
                            "segmentation-service.erasure",
                            "engagement-service.erasure",
                            "feedback-service.erasure",
                            "churn-service.erasure"),
                    poison(
                            "crm.privacy.v1",
                            "privacy.erasure-acknowledged.v1",
                            "customer-service.erasure-answers"),
                    poison(
                            "crm.access.v1",
                            "privacy.access-requested.v1",
                            "customer-service.access",
                            "segmentation-service.access",
                            "engagement-service.access",
                            "feedback-service.access",
                            "churn-service.access"),
                    poison(
                            "crm.access.v1",
                            "privacy.access-answered.v1",
                            "customer-service.access-answers"),
                    poison(
                            "crm.copies.v1",
                            "copies.asked.v1",
                            "segmentation-service.copies",
                            "engagement-service.copies",
                            "feedback-service.copies",
                            "churn-service.copies"),
                    poison("crm.copies.v1", "copies.told.v1", "customer-service.copies-told"),
                    // Who hears of entitlements or merges passes over the other events of their
                    // topics.
                    poison(
                            "crm.tier.v1",
                            "entitlement.changed.v1",
                            "engagement-service.entitlements",
                            "feedback-service.entitlements"),
                    poison(
                            "crm.customer.v1",
                            "customer.merged.v1",
                            FEED,
                            "churn-service.facts",
                            "customer-service.sensitive-data",
                            "engagement-service.care",
                            "feedback-service.merges",
                            "segmentation-service.facts"));

    private static Poison poison(String topic, String type, String... groups) {
        return new Poison(topic, type, new TreeSet<>(Set.of(groups)));
    }

    @Test
    void poison_of_every_topic_is_put_aside_by_each_who_listens_and_holds_up_nobody_else(Pond pond)
            throws Exception {
        var staff = new Staff(pond);
        var topics = new Topics(pond);
        var poisoned = Writers.customers(pond, "poisoned", POISONS.size());
        for (var number = 0; number < POISONS.size(); number++) {
            var poison = POISONS.get(number);
            topics.sendPoison(poison.topic(), poison.type(), poisoned.get(number));
        }

        for (var number = 0; number < POISONS.size(); number++) {
            var poison = POISONS.get(number);
            var customer = poisoned.get(number);
            await().atMost(Staff.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(buriedBy(topics, poison.topic(), customer, false))
                                    .as(poison.type())
                                    .isEqualTo(poison.groups()));
        }
        // What comes after it waits behind it, and nothing else of the same customer does.
        var buyer = poisoned.get(1);
        Writers.oldSale(pond, "poisoned-sale", buyer).orThrow();
        Writers.visit(pond, "poisoned-visit", buyer).orThrow();
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() ->
                        assertThat(buriedBy(topics, "crm.transaction.v1", buyer, true))
                                .isEqualTo(POISONS.get(1).groups()));
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() ->
                        assertThat(typesOn(staff, buyer))
                                .contains("interaction.recorded")
                                .doesNotContain("transaction.recorded"));

        // What nobody has mended stays where it is.
        for (var port : List.of(Port.ENGAGEMENT, Port.FEEDBACK, Port.CHURN)) {
            var service = pond.straightTo(pond.settings.port(port));
            var letters = "/api/v1/admin/dead-letters";
            var again = service.post(letters + "/redrive", Map.of()).orThrow().json();
            assertThat(again.path("handled").asInt()).as(port.name()).isZero();
            assertThat(again.path("remaining").asInt()).as(port.name()).isPositive();
            assertThat(service.read(letters).path("parkedCustomers").asInt()).isPositive();
        }
        var well = Writers.customers(pond, "well", 1).getFirst();
        Writers.oldSale(pond, "well-sale", well).orThrow();
        Writers.visit(pond, "well-visit", well).orThrow();
        await().atMost(Staff.PATIENCE)
                .untilAsserted(() ->
                        assertThat(typesOn(staff, well))
                                .contains(
                                        "customer.created",
                                        "transaction.recorded",
                                        "interaction.recorded",
                                        "tier.changed",
                                        "churn.warning-raised",
                                        "follow-up.opened"));
    }

    private static List<String> typesOn(Staff staff, String customer) throws Exception {
        return staff.list("/api/v1/customers/" + customer + "/timeline").stream()
                .map(it -> it.path("type").asString())
                .toList();
    }

    /** Who has put an event of this customer aside: the poison itself, or what waits behind it. */
    private static Set<String> buriedBy(
            Topics topics, String topic, String customer, boolean waiting) {
        var groups = new TreeSet<String>();
        topics.read(
                topics.beginnings((topic + ".dlt")::equals),
                letter -> {
                    var its =
                            letter.key() != null
                                    && customer.equals(new String(letter.key(), UTF_8));
                    if (its && header(letter, "dlt_reason").equals("waiting") == waiting) {
                        assertThat(header(letter, "dlt_topic")).isEqualTo(topic);
                        assertThat(header(letter, "dlt_offset")).matches("\\d+");
                        groups.add(header(letter, "dlt_group"));
                    }
                });
        return groups;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(Objects.requireNonNull(letter.headers().lastHeader(name)).value(), UTF_8);
    }
}
