package io.pondcrm.engagement.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.engagement.contact.domain.ContactCard;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.CapClaims.Claim;
import io.pondcrm.engagement.message.domain.CapClaims.Claiming;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CapClaimsTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final CustomerId ADA = CustomerId.of(new UUID(0, 1));
    static final ContactCard.Cap TWO_A_WEEK = new ContactCard.Cap(2, Duration.ofDays(7));
    static final CapClaims NONE = new CapClaims(List.of());

    @Test
    void what_is_on_its_way_counts_as_if_it_were_sent() {
        var first = claimed(NONE.claim(message("cmp_1"), TWO_A_WEEK, 1, NOON));

        assertThat(first.takenByOthers(message("cmp_2").id(), 1)).isEqualTo(2);
        assertThat(first.claim(message("cmp_2"), TWO_A_WEEK, 1, NOON))
                .isEqualTo(new Claiming.CapReached(2));
    }

    @Test
    void a_message_does_not_stand_in_its_own_way() {
        var first = claimed(NONE.claim(message("cmp_1"), TWO_A_WEEK, 1, NOON));

        var again = claimed(first.claim(message("cmp_1"), TWO_A_WEEK, 1, NOON.plusSeconds(1)));

        assertThat(again.claims())
                .containsExactly(new Claim(message("cmp_1").id(), 1, NOON.plusSeconds(1)));
    }

    @Test
    void what_is_older_than_the_period_no_longer_counts() {
        var first = claimed(NONE.claim(message("cmp_1"), TWO_A_WEEK, 1, NOON));
        var aWeekLater = NOON.plus(TWO_A_WEEK.period());

        assertThat(first.within(TWO_A_WEEK, aWeekLater.minusMillis(1))).isEqualTo(first);
        assertThat(first.within(TWO_A_WEEK, aWeekLater)).isEqualTo(NONE);
    }

    /** Who comes late with the news of an earlier attempt must not free what a later one took. */
    @Test
    void a_place_that_was_taken_anew_is_not_given_back_by_an_earlier_attempt() {
        var due = message("cmp_1");
        var notTaken = due.undecided("MAIL_SERVER", NOON);
        var taken = claimed(NONE.claim(due, TWO_A_WEEK, 0, NOON));
        var takenAnew = claimed(taken.claim(notTaken, TWO_A_WEEK, 0, NOON));

        assertThat(taken.without(notTaken)).isEqualTo(NONE);
        assertThat(takenAnew.without(notTaken)).isEqualTo(takenAnew);
        assertThat(takenAnew.without(notTaken.undecided("MAIL_SERVER", NOON))).isEqualTo(NONE);
        // Nor does an earlier attempt that asks late take it over.
        assertThat(claimed(takenAnew.claim(due, TWO_A_WEEK, 0, NOON)).without(notTaken))
                .isEqualTo(takenAnew);
    }

    private static Message message(String campaign) {
        return Message.due(
                Message.idOf(campaign, ADA, ""),
                ADA,
                new Source(Source.Kind.CAMPAIGN, campaign),
                Purpose.MARKETING,
                NOON,
                Optional.empty());
    }

    private static CapClaims claimed(Claiming claiming) {
        return ((Claiming.Claimed) claiming).claims();
    }
}
