package io.pondcrm.engagement.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Message.State;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(30);
    static final Instant LATER = NOON.plus(LEASE);
    static final CustomerId ADA = CustomerId.of(new UUID(0, 1));
    static final Rendering CONTENT = new Rendering.Rendered("en", "Tea", "Dear Ada");
    static final Message DUE =
            Message.due(
                    Message.idOf("cmp_1", ADA, ""),
                    ADA,
                    new Source(Source.Kind.CAMPAIGN, "cmp_1"),
                    Purpose.MARKETING,
                    NOON,
                    Optional.empty());

    @Test
    void a_mail_that_the_server_took_over_is_sent_once() {
        var sent = DUE.handingOver(allowed(1), NOON, LEASE).sent(NOON);

        assertThat(sent.state()).isEqualTo(State.SENT);
        assertThat(sent.copies()).hasSize(1);
        assertThat(sent.dueAt()).isEmpty();
        assertThat(sent.takeUp(LATER, 3)).isEqualTo(new Message.Turn.NotNow());
    }

    @Test
    void nobody_touches_a_message_that_another_is_handing_over() {
        var handedOver = DUE.handingOver(allowed(1), NOON, LEASE);

        assertThat(handedOver.takeUp(LATER.minusMillis(1), 3)).isEqualTo(new Message.Turn.NotNow());
    }

    @Test
    void a_message_without_news_is_in_doubt_and_sent_again_as_a_second_copy() {
        var handedOver = DUE.handingOver(allowed(1), NOON, LEASE);

        var doubtful = found(handedOver.takeUp(LATER, 3));

        assertThat(doubtful.state()).isEqualTo(State.IN_DOUBT);
        assertThat(doubtful.isDoubtful()).isTrue();
        assertThat(doubtful.nextCopy()).isEqualTo(2);
        assertThat(doubtful.takeUp(LATER, 3)).isEqualTo(new Message.Turn.Ready(doubtful));
        var sent = doubtful.handingOver(allowed(2), LATER, LEASE).sent(LATER);
        assertThat(sent.id()).isEqualTo(DUE.id());
        assertThat(sent.state()).isEqualTo(State.SENT);
        assertThat(sent.copies())
                .containsExactly(
                        new Message.Copy(1, NOON, Message.Copy.Outcome.UNKNOWN),
                        new Message.Copy(2, LATER, Message.Copy.Outcome.TAKEN_OVER));
    }

    @Test
    void what_is_in_doubt_too_often_stays_so() {
        var message = DUE;
        var now = NOON;
        for (var copy = 1; copy <= 3; copy++) {
            message = message.handingOver(allowed(copy), now, LEASE);
            now = now.plus(LEASE);
            message = found(message.takeUp(now, 3));
        }

        assertThat(message.state()).isEqualTo(State.IN_DOUBT);
        assertThat(message.dueAt()).isEmpty();
        assertThat(message.copies()).hasSize(3);
    }

    @Test
    void what_the_server_certainly_has_not_got_is_no_copy() {
        var again = DUE.handingOver(allowed(1), NOON, LEASE).notTaken("CODE_451", NOON);

        assertThat(again.state()).isEqualTo(State.PENDING);
        assertThat(again.copies()).isEmpty();
        assertThat(again.nextCopy()).isEqualTo(1);
        assertThat(again.dueAt()).contains(NOON.plusSeconds(1));
        assertThat(again.undecided("CONTACT_CARD", NOON).dueAt()).contains(NOON.plusSeconds(2));
        assertThat(DUE.handingOver(allowed(1), NOON, LEASE).refused("CODE_550").state())
                .isEqualTo(State.FAILED);
    }

    /**
     * The customer withdraws while a mail is in doubt: no second copy, and no pretending either.
     */
    @Test
    void consent_that_is_gone_keeps_a_doubtful_message_in_doubt() {
        var doubtful = found(DUE.handingOver(allowed(1), NOON, LEASE).takeUp(LATER, 3));

        var kept = doubtful.suppressed(decision(card(false, "WITHDRAWN"), 2));

        assertThat(kept.state()).isEqualTo(State.IN_DOUBT);
        assertThat(kept.dueAt()).isEmpty();
        assertThat(kept.decision().map(Decision::reason)).contains("WITHDRAWN");
    }

    @Test
    void consent_comes_before_content_before_cap_before_quiet_hours() {
        var quiet = NOON.plusSeconds(3_600);
        var capped =
                new ContactCard(
                        true,
                        "GRANTED",
                        Optional.of(NOON),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(quiet),
                        Optional.of(new ContactCard.Cap(2, Duration.ofDays(7))));

        assertThat(decision(card(false, "NEVER_GRANTED"), 1).reason()).isEqualTo("NEVER_GRANTED");
        assertThat(Decision.of(capped, CONTENT, 2, 1, NOON))
                .extracting(Decision::outcome, Decision::reason)
                .containsExactly(Decision.Outcome.SUPPRESS, "CAP_REACHED");
        var deferred = Decision.of(capped, CONTENT, 1, 1, NOON);
        assertThat(deferred.outcome()).isEqualTo(Decision.Outcome.DEFER);
        assertThat(deferred.until()).contains(quiet);
        assertThat(DUE.deferred(deferred).dueAt()).contains(quiet);
        assertThat(Decision.of(capped, CONTENT, 1, 1, quiet).outcome())
                .isEqualTo(Decision.Outcome.SEND);
    }

    @Test
    void the_id_is_the_same_for_one_customer_and_campaign_and_for_no_other() {
        assertThat(Message.idOf("cmp_1", ADA, "")).isEqualTo(DUE.id()).startsWith("msg_");
        assertThat(Message.idOf("cmp_2", ADA, "")).isNotEqualTo(DUE.id());
        assertThat(Message.idOf("cmp_1", ADA, "2026")).isNotEqualTo(DUE.id());
    }

    private static Message found(Message.Turn turn) {
        return ((Message.Turn.FoundInDoubt) turn).message();
    }

    private static Decision allowed(int copy) {
        return decision(card(true, "GRANTED"), copy);
    }

    private static Decision decision(ContactCard card, int copy) {
        return Decision.of(card, CONTENT, 0, copy, NOON);
    }

    private static ContactCard card(boolean allowed, String reason) {
        return new ContactCard(
                allowed,
                reason,
                Optional.of(NOON),
                Optional.of("x"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
