package io.pondcrm.customer.consent.domain;

import static io.pondcrm.customer.consent.domain.ConsentStatement.Decision.GRANTED;
import static io.pondcrm.customer.consent.domain.ConsentStatement.Decision.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentLedgerTest {

    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void silence_is_no_consent() {
        var decision = ConsentLedger.empty(ADA).decide(Purpose.MARKETING, Channel.EMAIL, NOON);

        assertThat(decision.allowed()).isFalse();
        assertThat(decision.reason()).isEqualTo(ConsentDecision.Reason.NEVER_GRANTED);
    }

    @Test
    void withdrawing_twice_keeps_the_first_time() {
        var first = said(WITHDRAWN, Channel.EMAIL, 10, null);
        var ledger = ledgerWith(said(GRANTED, Channel.EMAIL, 0, "v1"), first);

        assertThat(ledger.add(said(WITHDRAWN, Channel.EMAIL, 20, "v1")))
                .isInstanceOfSatisfying(
                        ConsentChange.Repeated.class,
                        repeated -> assertThat(repeated.standing()).isEqualTo(first));
        assertThat(ledger.add(said(WITHDRAWN, Channel.EMAIL, 10, null)))
                .isEqualTo(new ConsentChange.AlreadyThere(first));
    }

    @Test
    void an_objection_without_a_grant_counts() {
        var objection = said(WITHDRAWN, Channel.SMS, 0, null);

        assertThat(ConsentLedger.empty(ADA).add(objection))
                .isEqualTo(
                        new ConsentChange.Accepted(
                                new ConsentLedger(ADA, List.of(objection)), objection));
    }

    @Test
    void a_yes_to_new_wording_is_a_new_yes() {
        var ledger = ledgerWith(said(GRANTED, Channel.EMAIL, 0, "v1"));

        assertThat(ledger.add(said(GRANTED, Channel.EMAIL, 10, "v1")))
                .isInstanceOf(ConsentChange.Repeated.class);
        assertThat(ledger.add(said(GRANTED, Channel.EMAIL, 10, "v2")))
                .isInstanceOf(ConsentChange.Accepted.class);
    }

    @Test
    void a_grant_that_arrives_late_does_not_undo_a_withdrawal() {
        var ledger = ledgerWith(said(WITHDRAWN, Channel.EMAIL, 10, null));

        var change = ledger.add(said(GRANTED, Channel.EMAIL, 5, "v1"));

        assertThat(change)
                .isInstanceOfSatisfying(
                        ConsentChange.Outdated.class,
                        outdated -> {
                            assertThat(allowed(outdated.ledger(), Channel.EMAIL, 7)).isTrue();
                            assertThat(allowed(outdated.ledger(), Channel.EMAIL, 10)).isFalse();
                        });
    }

    @Test
    void at_one_moment_no_beats_yes() {
        assertThat(
                        allowed(
                                ledgerWith(
                                        said(WITHDRAWN, Channel.EMAIL, 5, null),
                                        said(GRANTED, Channel.EMAIL, 5, "v1")),
                                Channel.EMAIL,
                                5))
                .isFalse();
    }

    @Test
    void the_word_about_any_channel_and_the_word_about_one_overtake_each_other() {
        var ledger =
                ledgerWith(
                        said(GRANTED, Channel.EMAIL, 0, "v1"),
                        said(WITHDRAWN, Channel.ANY, 10, null),
                        said(GRANTED, Channel.EMAIL, 20, "v1"),
                        said(WITHDRAWN, Channel.ANY, 30, null));

        assertThat(ledger.statements()).hasSize(4);
        assertThat(allowed(ledger, Channel.EMAIL, 5)).isTrue();
        assertThat(allowed(ledger, Channel.EMAIL, 15)).isFalse();
        assertThat(allowed(ledger, Channel.EMAIL, 25)).isTrue();
        assertThat(allowed(ledger, Channel.SMS, 25)).isFalse();
        assertThat(allowed(ledger, Channel.EMAIL, 35)).isFalse();
    }

    @Test
    void the_second_of_two_withdrawals_holds_when_a_grant_turns_up_between_them() {
        var ledger =
                ledgerWith(
                        said(WITHDRAWN, Channel.EMAIL, 10, null),
                        said(WITHDRAWN, Channel.EMAIL, 22, null),
                        said(GRANTED, Channel.EMAIL, 16, "v1"));

        assertThat(allowed(ledger, Channel.EMAIL, 20)).isTrue();
        assertThat(allowed(ledger, Channel.EMAIL, 22)).isFalse();
    }

    @Test
    void what_others_were_told_is_what_was_news_when_it_came() {
        var ledger =
                ledgerWith(
                        arrived(1, said(GRANTED, Channel.ANY, 2, "v1")),
                        // Nothing new to who knows the word about any channel.
                        arrived(2, said(GRANTED, Channel.EMAIL, 3, "v1")),
                        arrived(3, said(WITHDRAWN, Channel.SMS, 9, null)),
                        // Later than the withdrawal, and said before it.
                        arrived(4, said(GRANTED, Channel.SMS, 8, "v1")));

        assertThat(ledger.announced().keySet()).containsExactly("MARKETING/ANY", "MARKETING/SMS");
        assertThat(ledger.announced().get("MARKETING/SMS"))
                .extracting(ConsentStatement::isGrant)
                .isEqualTo(false);
        assertThat(ConsentLedger.empty(ADA).announced()).isEmpty();
    }

    private static ConsentStatement arrived(int minute, ConsentStatement said) {
        return new ConsentStatement(
                said.purpose(),
                said.channel(),
                said.decision(),
                said.at(),
                NOON.plusSeconds(60L * minute),
                said.textVersion(),
                null,
                said.source());
    }

    @Test
    void the_order_of_arrival_does_not_matter() {
        var random = new Random(20261122);
        for (var round = 0; round < 200; round++) {
            var statements = new ArrayList<ConsentStatement>();
            for (var index = 0; index < 12; index++) {
                statements.add(
                        said(
                                random.nextBoolean() ? GRANTED : WITHDRAWN,
                                random.nextInt(3) == 0 ? Channel.ANY : Channel.EMAIL,
                                random.nextInt(30),
                                "v" + random.nextInt(2)));
            }
            var inOrder = ledgerWith(statements.toArray(ConsentStatement[]::new));
            Collections.shuffle(statements, random);
            var shuffled = ledgerWith(statements.toArray(ConsentStatement[]::new));

            for (var minute = 0; minute <= 30; minute++) {
                assertThat(allowed(shuffled, Channel.EMAIL, minute))
                        .as("round %d, minute %d of %s", round, minute, statements)
                        .isEqualTo(allowed(inOrder, Channel.EMAIL, minute));
            }
        }
    }

    private static boolean allowed(ConsentLedger ledger, Channel channel, int minute) {
        return ledger.decide(Purpose.MARKETING, channel, NOON.plusSeconds(60L * minute)).allowed();
    }

    private static ConsentLedger ledgerWith(ConsentStatement... statements) {
        var ledger = ConsentLedger.empty(ADA);
        for (var statement : statements) {
            ledger =
                    switch (ledger.add(statement)) {
                        case ConsentChange.Accepted(var changed, _) -> changed;
                        case ConsentChange.Outdated(var changed, _) -> changed;
                        case ConsentChange.Repeated(var changed, _) -> changed;
                        case ConsentChange.AlreadyThere _ -> ledger;
                    };
        }
        return ledger;
    }

    private static ConsentStatement said(
            ConsentStatement.Decision decision,
            Channel channel,
            int minute,
            @Nullable String textVersion) {
        return new ConsentStatement(
                Purpose.MARKETING,
                channel,
                decision,
                NOON.plusSeconds(60L * minute),
                NOON,
                textVersion,
                null,
                "client:front-end");
    }
}
