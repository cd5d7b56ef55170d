package io.pondcrm.segmentation.benefit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.HeldTier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntitlementTest {

    static final Instant JANUARY = Fixtures.day("2026-01-01");
    static final Instant MARCH = Fixtures.day("2026-03-01");
    static final Instant JUNE = Fixtures.day("2026-06-01");
    static final Instant AUTUMN = Fixtures.day("2026-09-01");
    static final String CARDS = "retail-membership";

    static final HeldTier GOLD = new HeldTier(CARDS, 1, "GOLD", MARCH, AUTUMN);

    @Test
    void a_grant_holds_from_its_first_moment_until_just_before_its_end() {
        var benefit = discount(grant("g1", "GOLD", 10, MARCH, JUNE));

        assertThat(benefit.findGrant(CARDS, "GOLD", MARCH.minusMillis(1))).isEmpty();
        assertThat(benefit.findGrant(CARDS, "GOLD", MARCH)).isPresent();
        assertThat(benefit.findGrant(CARDS, "GOLD", JUNE.minusMillis(1))).isPresent();
        assertThat(benefit.findGrant(CARDS, "GOLD", JUNE)).isEmpty();
        assertThat(benefit.findGrant(CARDS, "SILVER", MARCH)).isEmpty();
        assertThat(benefit.findGrant("bank", "GOLD", MARCH)).isEmpty();
    }

    @Test
    void a_tier_has_a_benefit_once_at_a_time() {
        var benefit = discount(grant("g1", "GOLD", 10, MARCH, JUNE));

        assertThat(benefit.grant(grant("g2", "GOLD", 12, JANUARY, null)))
                .isEqualTo(new Granting.Overlapping(benefit.grants().getFirst()));
        assertThat(benefit.grant(grant("g2", "GOLD", 12, JANUARY, MARCH)))
                .isInstanceOf(Granting.Granted.class);
        assertThat(benefit.grant(grant("g2", "GOLD", 12, JUNE, null)))
                .isInstanceOf(Granting.Granted.class);
        assertThat(benefit.grant(grant("g2", "SILVER", 5, MARCH, JUNE)))
                .isInstanceOf(Granting.Granted.class);
    }

    @Test
    void the_same_grant_again_changes_nothing() {
        var grant = grant("g1", "GOLD", 10, MARCH, null);
        var benefit = discount(grant);

        assertThat(benefit.grant(grant)).isEqualTo(new Granting.Granted(benefit, grant));
    }

    @Test
    void a_benefit_has_so_many_grants_and_no_more() {
        var benefit = discount();
        for (var number = 0; number < Benefit.MAX_GRANTS; number++) {
            var grant = grant("g" + number, "T" + number, 1, MARCH, null);
            assertThat(benefit.grant(grant)).isInstanceOf(Granting.Granted.class);
            benefit = ((Granting.Granted) benefit.grant(grant)).benefit();
        }

        assertThat(benefit.grant(grant("more", "GOLD", 1, MARCH, null)))
                .isEqualTo(new Granting.Full());
    }

    @Test
    void ending_keeps_what_was_and_forgets_what_has_not_begun() {
        var benefit = discount(grant("g1", "GOLD", 10, MARCH, null));

        assertThat(benefit.end("g1", JUNE))
                .isEqualTo(
                        new Ending.Ended(
                                discount(
                                        grant("g1", "GOLD", 10, MARCH, null)
                                                .endingAt(JUNE, JUNE))));
        assertThat(benefit.end("g1", JANUARY)).isEqualTo(new Ending.Ended(discount()));
        assertThat(benefit.end("g2", JUNE)).isEqualTo(new Ending.NoSuchGrant());
        assertThat(discount(grant("g1", "GOLD", 10, MARCH, JUNE)).end("g1", AUTUMN))
                .isEqualTo(new Ending.OverAlready(JUNE));
    }

    @Test
    void an_entitlement_lasts_while_both_tier_and_grant_do() {
        var early = grant("g1", "GOLD", 10, JANUARY, null);
        var late = grant("g2", "GOLD", 2, JUNE, JUNE.plusSeconds(60));

        var lasting = new Entitlement(discount(early), early, GOLD);
        var brief = new Entitlement(discount(late), late, GOLD);

        assertThat(lasting.since()).isEqualTo(MARCH);
        assertThat(lasting.until()).isEqualTo(AUTUMN);
        assertThat(brief.since()).isEqualTo(JUNE);
        assertThat(brief.until()).isEqualTo(JUNE.plusSeconds(60));
    }

    @Test
    void a_customer_is_entitled_by_each_scheme_to_what_it_grants_then() {
        var discount = discount(grant("g1", "GOLD", 10, JANUARY, JUNE));
        var points = benefit("points", grant("g2", "VIP", 3, MARCH, null));
        var vip = new HeldTier("bank", 1, "VIP", JANUARY, AUTUMN);
        var bankPoints =
                benefit("points", Grant.made("g3", "bank", "VIP", "{}", MARCH, null, JANUARY));

        assertThat(
                        Entitlement.of(
                                List.of(discount, points, bankPoints),
                                List.of(GOLD, vip),
                                MARCH,
                                MARCH))
                .extracting(it -> it.grant().id())
                .containsExactly("g1", "g3");
        assertThat(Entitlement.of(List.of(discount, points), List.of(GOLD), JUNE, JUNE)).isEmpty();
    }

    @Test
    void a_grant_made_later_changes_no_answer_that_was_given_before_it() {
        var backdated = Grant.made("g1", CARDS, "GOLD", "{\"percentOff\":10}", JANUARY, null, JUNE);
        var catalogue = List.of(discount(backdated));

        assertThat(Entitlement.of(catalogue, List.of(GOLD), MARCH, MARCH)).isEmpty();
        assertThat(Entitlement.of(catalogue, List.of(GOLD), MARCH, JUNE)).hasSize(1);
        assertThat(Entitlement.of(catalogue, List.of(GOLD), JUNE, JUNE)).hasSize(1);
    }

    @Test
    void a_grant_is_due_when_it_begins_and_when_it_ends_and_once_each() {
        var benefit = discount(grant("g1", "GOLD", 10, MARCH, JUNE));

        assertThat(benefit.dueAt()).contains(MARCH);
        assertThat(benefit.listDue(MARCH.minusMillis(1))).isEmpty();
        assertThat(benefit.listDue(MARCH)).extracting(Grant::isDeed).containsExactly(false);
        var begun = benefit.announcedAt(MARCH);
        assertThat(begun.listDue(JUNE.minusMillis(1))).isEmpty();
        assertThat(begun.dueAt()).contains(JUNE);
        assertThat(begun.listDue(JUNE)).extracting(Grant::isDeed).containsExactly(false);
        var over = begun.announcedAt(JUNE);
        assertThat(over.listDue(AUTUMN)).isEmpty();
        assertThat(over.dueAt()).isEmpty();
    }

    @Test
    void a_grant_made_to_hold_at_once_or_ended_by_somebody_is_a_deed() {
        var benefit = discount(grant("g1", "GOLD", 10, JANUARY, null));

        assertThat(benefit.listDue(JANUARY)).extracting(Grant::isDeed).containsExactly(true);
        var ended = ((Ending.Ended) benefit.announcedAt(JANUARY).end("g1", JUNE)).benefit();
        assertThat(ended.listDue(JUNE)).extracting(Grant::isDeed).containsExactly(true);
    }

    @Test
    void who_was_told_of_a_grant_in_the_moment_in_which_it_ends_is_told_of_that_too() {
        var told = discount(grant("g1", "GOLD", 10, MARCH, null)).announcedAt(MARCH);

        var ended = ((Ending.Ended) told.end("g1", MARCH)).benefit();

        assertThat(ended.dueAt()).contains(MARCH.plusMillis(1));
    }

    @Test
    void a_grant_that_ends_before_it_begins_is_none() {
        assertThatThrownBy(() -> grant("g1", "GOLD", 1, MARCH, MARCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Benefit discount(Grant... grants) {
        return benefit("discount", grants);
    }

    private static Benefit benefit(String id, Grant... grants) {
        return new Benefit(id, 1, new Name(id, id), "KIND", "{}", null, List.of(grants));
    }

    private static Grant grant(
            String id, String tier, int percent, Instant from, @Nullable Instant until) {
        return Grant.made(
                id, CARDS, tier, "{\"percentOff\":%d}".formatted(percent), from, until, JANUARY);
    }
}
