package io.pondcrm.segmentation.benefit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.StandingTier;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToldTest {

    static final Instant MARCH = Fixtures.day("2026-03-01");
    static final Instant JUNE = Fixtures.day("2026-06-01");
    static final Instant AUTUMN = Fixtures.day("2026-09-01");
    static final String CARDS = "retail-membership";
    static final String BANK = "bank";

    @Test
    void a_first_look_tells_all_there_is() {
        var discount = holding("discount", CARDS, 5);

        assertThat(Told.NOTHING.moves(Set.of(CARDS), List.of(discount)))
                .containsOnlyKeys(CARDS)
                .containsValue(
                        new EntitlementMove(
                                List.of(discount), List.of("discount"), List.of(), List.of()));
        assertThat(Told.NOTHING.moves(Set.of(CARDS), List.of())).isEmpty();
    }

    @Test
    void the_same_look_again_tells_nothing() {
        var now = List.of(holding("discount", CARDS, 5), holding("card", CARDS, 1));
        var told = after(Told.NOTHING, Set.of(CARDS), now);

        assertThat(told.moves(Set.of(CARDS), now)).isEmpty();
        assertThat(told.moves(Set.of(CARDS), now.reversed())).isEmpty();
    }

    @Test
    void a_change_tells_what_came_what_went_and_what_is_different() {
        var welcome = holding("welcome", CARDS, 1);
        var told =
                after(
                        Told.NOTHING,
                        Set.of(CARDS),
                        List.of(holding("discount", CARDS, 5), holding("card", CARDS, 1), welcome));
        var now =
                List.of(
                        holding("card", CARDS, 1),
                        holding("discount", CARDS, 10),
                        holding("service", CARDS, 1));

        assertThat(told.moves(Set.of(CARDS), now))
                .containsValue(
                        new EntitlementMove(
                                now, List.of("service"), List.of(welcome), List.of("discount")));
        assertThat(told.moves(Set.of(CARDS), List.of()).values())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.now()).isEmpty();
                    assertThat(lost.lost())
                            .extracting(Holding::benefit)
                            .containsExactly("card", "discount", "welcome");
                });
    }

    @Test
    void who_keeps_a_benefit_for_another_time_is_told_so() {
        var until = of("discount", CARDS, 5, JUNE);
        var longer = of("discount", CARDS, 5, AUTUMN);
        var told = after(Told.NOTHING, Set.of(CARDS), List.of(until));

        assertThat(told.moves(Set.of(CARDS), List.of(longer)))
                .containsValue(
                        new EntitlementMove(List.of(longer), List.of(), List.of(), List.of()));
    }

    @Test
    void schemes_that_are_not_looked_at_stay_as_they_were_told() {
        var card = holding("card", CARDS, 1);
        var told = after(Told.NOTHING, Set.of(CARDS), List.of(card));

        var moves = told.moves(Set.of(BANK), List.of(holding("rate", BANK, 3)));

        assertThat(moves).containsOnlyKeys(BANK);
        assertThat(told.after(moves)).containsExactly(card, holding("rate", BANK, 3));
    }

    @Test
    void nothing_is_reckoned_for_a_moment_before_the_last() {
        var told = new Told(List.of(), JUNE);

        assertThat(told.notBefore(JUNE.minusMillis(5))).isEqualTo(JUNE);
        assertThat(told.notBefore(AUTUMN)).isEqualTo(AUTUMN);
        assertThat(Told.NOTHING.notBefore(MARCH)).isEqualTo(MARCH);
    }

    @Test
    void what_a_person_decided_ends_with_the_decision_at_the_latest() {
        var lasting = Grant.made("g1", CARDS, "GOLD", "{}", MARCH, null, MARCH);
        var brief = Grant.made("g2", CARDS, "GOLD", "{}", MARCH, JUNE, MARCH);
        var catalogue = List.of(benefit("a", lasting), benefit("b", brief));

        assertThat(Holding.of(catalogue, new StandingTier(CARDS, "GOLD", AUTUMN), MARCH))
                .extracting(Holding::until)
                .containsExactly(AUTUMN, JUNE);
        assertThat(Holding.of(catalogue, new StandingTier(CARDS, "GOLD", null), MARCH))
                .extracting(Holding::until)
                .containsExactly(null, JUNE);
        assertThat(Holding.of(catalogue, new StandingTier(CARDS, "GOLD", null), JUNE))
                .extracting(Holding::grant)
                .containsExactly("g1");
        assertThat(Holding.of(catalogue, new StandingTier(CARDS, "SILVER", null), MARCH)).isEmpty();
    }

    private static Told after(Told told, Set<String> schemes, List<Holding> now) {
        return new Told(told.after(told.moves(schemes, now)), MARCH);
    }

    private static Holding holding(String benefit, String scheme, int much) {
        return of(benefit, scheme, much, null);
    }

    private static Holding of(String benefit, String scheme, int much, @Nullable Instant until) {
        return new Holding(
                benefit,
                "KIND",
                "grant of " + benefit,
                scheme,
                "GOLD",
                "{\"much\":%d}".formatted(much),
                until);
    }

    private static Benefit benefit(String id, Grant grant) {
        return new Benefit(id, 1, new Name(id, id), "KIND", "{}", null, List.of(grant));
    }
}
