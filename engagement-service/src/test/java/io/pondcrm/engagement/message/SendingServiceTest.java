package io.pondcrm.engagement.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.engagement.StubCustomers.Card;
import io.pondcrm.engagement.Wire;
import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.CapClaims;
import io.pondcrm.engagement.message.domain.CapLedger;
import io.pondcrm.engagement.message.domain.Decision;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.message.domain.Source;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.local.mail.Mail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SendingServiceTest extends EngagementTest {

    @Autowired Messages messages;
    @Autowired CapLedger caps;

    @Test
    void who_withdrew_or_was_never_asked_gets_nothing_and_the_decision_says_why() {
        var yes = addressable();
        var no = customer(Card.refused("WITHDRAWN"));
        var silent = customer(Card.refused("NEVER_GRANTED"));
        var gone = TestEvents.newCustomer();
        var campaign = campaignTo(yes, no, silent, gone);
        awaitDone(campaign);

        assertThat(decision(campaign, yes).path("reason").asString()).isEqualTo("ALLOWED");
        assertThat(decision(campaign, no).path("reason").asString()).isEqualTo("WITHDRAWN");
        assertThat(decision(campaign, no).path("checks").get(0).path("detail").asString())
                .isEqualTo("WITHDRAWN since 2026-01-01T00:00:00Z");
        assertThat(decision(campaign, silent).path("reason").asString()).isEqualTo("NEVER_GRANTED");
        assertThat(decision(campaign, gone).path("reason").asString())
                .isEqualTo("UNKNOWN_CUSTOMER");
        assertThat(mailsTo(no)).isEmpty();
        assertThat(mailsTo(silent)).isEmpty();
        var mail = mailsTo(yes).getFirst();
        assertThat(mail.messageId())
                .isEqualTo("<" + Message.idOf(campaign, yes, "") + "@pondcrm.example>");
        assertThat(mail.headers()).doesNotContainKey("X-Pond-Copy");
        assertThat(mail.text()).startsWith("Dear Canary ");
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published("crm.message.v1", yes))
                                .extracting(it -> it.path("copies").asInt())
                                .containsExactly(1));
        assertThat(events.published("crm.message.v1", yes).toString())
                .doesNotContain("Canary", "example.org");
    }

    @Test
    void in_quiet_hours_it_waits_and_is_decided_anew_when_they_end() {
        var quietUntil = clock.instant().plus(Duration.ofHours(5));
        var ada = customer(Card.granted().with("quietUntil", quietUntil.toString()));
        var changesHerMind = customer(Card.granted().with("quietUntil", quietUntil.toString()));
        var campaign = campaignTo(ada, changesHerMind);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        state(campaign, ada).equals("DEFERRED")
                                && state(campaign, changesHerMind).equals("DEFERRED"));
        assertThat(decision(campaign, ada).path("reason").asString()).isEqualTo("QUIET_HOURS");
        assertThat(decision(campaign, ada).path("until").asString())
                .isEqualTo(quietUntil.toString());
        CUSTOMERS.say(changesHerMind, Card.refused("WITHDRAWN"));

        clock.advance(Duration.ofHours(6));

        awaitDone(campaign);
        assertThat(mailsTo(ada)).hasSize(1);
        assertThat(mailsTo(changesHerMind)).isEmpty();
        assertThat(decision(campaign, changesHerMind).path("reason").asString())
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void who_got_enough_gets_no_more() {
        var capped = customer(Card.granted().with("capMessages", 1).with("capPeriod", "PT168H"));
        var first = campaignTo(capped);
        awaitDone(first);
        var second = campaignTo(capped);
        awaitDone(second);

        assertThat(mailsTo(capped)).hasSize(1);
        assertThat(decision(second, capped).path("reason").asString()).isEqualTo("CAP_REACHED");
        assertThat(decision(second, capped).path("checks").get(2).path("detail").asString())
                .isEqualTo("1 of 1 within PT168H");
    }

    /** The first mail is on its way when the second campaign decides. */
    @Test
    void of_two_campaigns_at_once_one_passes_the_cap() {
        var capped = customer(Card.granted().with("capMessages", 1).with("capPeriod", "PT168H"));
        SMTP.pause();
        var first = campaignTo(capped);
        await().atMost(Wire.PATIENCE).until(() -> state(first, capped).equals("HANDING_OVER"));

        var second = campaignTo(capped);
        awaitDone(second);
        SMTP.heal();
        awaitDone(first);

        assertThat(decision(second, capped).path("reason").asString()).isEqualTo("CAP_REACHED");
        assertThat(decision(second, capped).path("checks").get(2).path("detail").asString())
                .isEqualTo("1 of 1 within PT168H");
        assertThat(state(first, capped)).isEqualTo("SENT");
        assertThat(mailsTo(capped).stream().map(Mail::messageId).distinct())
                .containsExactly("<" + Message.idOf(first, capped, "") + "@pondcrm.example>");
    }

    @Test
    void a_mail_that_the_server_did_not_take_counts_for_no_cap() {
        var capped = customer(Card.granted().with("capMessages", 1).with("capPeriod", "PT168H"));
        SMTP.refuse();
        var first = campaignTo(capped);
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        wire.getJson("/api/v1/messages/" + Message.idOf(first, capped, ""))
                                .path("lastFailure")
                                .asString()
                                .startsWith("MAIL_SERVER"));
        assertThat(wire.post("/api/v1/campaigns/" + first + "/stop", "")).hasStatusOk();
        await().atMost(Wire.PATIENCE).until(() -> wire.stateOf(first), "STOPPED"::equals);
        SMTP.heal();

        var second = campaignTo(capped);
        awaitDone(second);

        assertThat(state(first, capped)).isEqualTo("SUPPRESSED");
        assertThat(decision(second, capped).path("reason").asString()).isEqualTo("ALLOWED");
        assertThat(mailsTo(capped)).hasSize(1);
    }

    @Test
    void of_many_writers_at_once_no_more_than_the_cap_allows_get_a_place() throws Exception {
        var ada = TestEvents.newCustomer();
        var cap = new ContactCard.Cap(3, Duration.ofDays(7));
        var wanted =
                IntStream.range(0, 24).mapToObj(number -> due("cmp_cap_" + number, ada)).toList();
        var writers =
                wanted.stream()
                        .map(message ->
                                (Callable<CapClaims.Claiming>)
                                        () -> caps.claim(message, cap, clock.instant()))
                        .toList();
        var placed = new ArrayList<Message>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(writers);
            for (var number = 0; number < answers.size(); number++) {
                if (answers.get(number).get() instanceof CapClaims.Claiming.Claimed) {
                    placed.add(wanted.get(number));
                }
            }
        }

        assertThat(placed).hasSize(3);
        var late = due("cmp_cap_late", ada);
        assertThat(caps.claim(late, cap, clock.instant()))
                .isEqualTo(new CapClaims.Claiming.CapReached(3));
        // Again for one that has a place: no second one.
        assertThat(caps.claim(placed.getFirst(), cap, clock.instant()))
                .isInstanceOf(CapClaims.Claiming.Claimed.class);
        caps.giveBack(placed.getFirst().undecided("x", clock.instant()));
        assertThat(caps.countTaken(late, cap, clock.instant())).isEqualTo(2);
        assertThat(caps.claim(late, cap, clock.instant()))
                .isInstanceOf(CapClaims.Claiming.Claimed.class);
        // And nothing for another customer.
        assertThat(
                        caps.countTaken(
                                due("cmp_cap_late", TestEvents.newCustomer()),
                                cap,
                                clock.instant()))
                .isZero();
    }

    @Test
    void while_customers_cannot_be_asked_messages_wait_and_the_breaker_spares_the_service() {
        var customers = List.of(addressable(), addressable(), addressable(), addressable());
        CUSTOMERS.failWith(503);
        var before = CUSTOMERS.asked();
        var campaign = campaignTo(customers.toArray(CustomerId[]::new));
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        wire.getJson(
                                        "/api/v1/messages/"
                                                + Message.idOf(campaign, customers.getFirst(), ""))
                                .path("lastFailure")
                                .asString()
                                .contains("CallNotPermitted"));
        assertThat(CUSTOMERS.asked() - before).isLessThan(60);

        CUSTOMERS.failWith(0);

        awaitDone(campaign);
        for (var customer : customers) {
            assertThat(mailsTo(customer)).hasSize(1);
        }
    }

    @Test
    void while_the_mail_server_is_away_messages_wait_and_nothing_is_in_doubt() {
        SMTP.refuse();
        var customers = List.of(addressable(), addressable(), addressable());
        var campaign = campaignTo(customers.toArray(CustomerId[]::new));
        await().atMost(Wire.PATIENCE)
                .until(() ->
                        wire.getJson(
                                        "/api/v1/messages/"
                                                + Message.idOf(campaign, customers.getFirst(), ""))
                                .path("lastFailure")
                                .asString()
                                .startsWith("MAIL_SERVER"));

        SMTP.heal();

        awaitDone(campaign);
        for (var customer : customers) {
            assertThat(mailsTo(customer)).hasSize(1);
            assertThat(mailsTo(customer).getFirst().headers()).doesNotContainKey("X-Pond-Copy");
        }
    }

    /** Wherever a connection breaks: who got two mails can tell, and so can we. */
    @Test
    void on_a_line_that_breaks_at_random_every_second_mail_is_marked() {
        var customers = IntStream.range(0, 40).mapToObj(_ -> addressable()).toList();
        SMTP.reset(25);
        var campaign = campaignTo(customers.toArray(CustomerId[]::new));
        awaitDone(campaign);

        for (var customer : customers) {
            var message = messages.find(Message.idOf(campaign, customer, "")).orElseThrow();
            var box = mailsTo(customer);
            assertThat(message.state()).isIn(Message.State.SENT, Message.State.IN_DOUBT);
            assertThat(box.size())
                    .isBetween(
                            message.state() == Message.State.SENT ? 1 : 0, message.copies().size());
            assertThat(box.stream().filter(it -> !it.headers().containsKey("X-Pond-Copy")))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(box.stream().map(Mail::messageId).distinct()).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** As a sender that died over it would leave it: handed over, and the lease runs out. */
    @Test
    void a_message_whose_sender_died_is_sent_again_as_a_marked_copy_of_the_same_mail() {
        var quietUntil = clock.instant().plus(Duration.ofDays(1));
        var ada = customer(Card.granted().with("quietUntil", quietUntil.toString()));
        var campaign = campaignTo(ada);
        await().atMost(Wire.PATIENCE).until(() -> state(campaign, ada).equals("DEFERRED"));
        var message = messages.find(Message.idOf(campaign, ada, "")).orElseThrow();
        assertThat(messages.store(message.handingOver(allowed(), clock.instant(), Duration.ZERO)))
                .isTrue();
        CUSTOMERS.say(ada, Card.granted());

        awaitDone(campaign);

        assertThat(mailsTo(ada)).hasSize(1);
        assertThat(mailsTo(ada).getFirst().headers()).containsEntry("X-Pond-Copy", "2");
        assertThat(mailsTo(ada).getFirst().messageId())
                .isEqualTo("<" + message.id() + "@pondcrm.example>");
        var view = wire.getJson("/api/v1/messages/" + message.id());
        assertThat(view.path("copies"))
                .extracting(it -> it.path("outcome").asString())
                .containsExactly("UNKNOWN", "TAKEN_OVER");
        assertThat(wire.getJson("/api/v1/campaigns/" + campaign + "/stats").path("copied").asInt())
                .isEqualTo(1);
    }

    @Test
    void of_two_senders_one_gets_the_message() {
        var ada = TestEvents.newCustomer();
        var due = due("cmp_none", ada);
        messages.createAll(List.of(due, due));
        messages.createAll(List.of(due));
        var next = due.handingOver(allowed(), clock.instant(), Duration.ofMinutes(1));

        assertThat(messages.store(next)).isTrue();
        assertThat(messages.store(next)).isFalse();
        assertThat(messages.countByState(due.source()))
                .isEqualTo(Map.of(Message.State.HANDING_OVER, 1L));
    }

    private Message due(String campaign, CustomerId customer) {
        return Message.due(
                Message.idOf(campaign, customer, ""),
                customer,
                new Source(Source.Kind.CAMPAIGN, campaign),
                Purpose.MARKETING,
                clock.instant(),
                Optional.empty());
    }

    private Decision allowed() {
        return Decision.of(
                new ContactCard(
                        true,
                        "GRANTED",
                        Optional.empty(),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Rendering.Rendered("en", "x", "x"),
                0,
                1,
                clock.instant());
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

    private JsonNode decision(String campaign, CustomerId customer) {
        return wire.getJson(
                "/api/v1/messages/" + Message.idOf(campaign, customer, "") + "/decision");
    }
}
