package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.facts;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** All days are days in Shanghai, eight hours before UTC; moments are UTC. */
class TierSchemeTest {

    static final TierScheme SCHEME = TierScheme.RETAIL_MEMBERSHIP;
    static final Name NAME = new Name("Club", "俱乐部");

    @Test
    void a_calendar_of_moves() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-10"),
                        sale("1", day("2024-02-01"), "1999.99"),
                        sale("2", day("2024-02-02"), "0.01"),
                        sale("3", day("2024-03-15"), "8000.00"),
                        sale("4", day("2025-05-20"), "2500.00"));

        var course = SCHEME.follow(facts, day("2027-12-31")).orElseThrow();

        assertThat(calendar(course))
                .containsExactly(
                        // known from this day; everyone begins at the lowest tier
                        "2024-01-10 Entered STANDARD, 0",
                        // a cent too little on 1 February; the next day takes effect at once
                        "2024-02-02 Raised STANDARD>SILVER, 2000.00",
                        // and at once again, within the same period
                        "2024-03-15 Raised SILVER>GOLD, 10000.00",
                        // the year ends: the purchases of 2024 have aged out
                        "2025-03-15 LoweringScheduled GOLD>STANDARD on 2025-04-14, 0.00",
                        // thirty days of grace and nothing bought
                        "2025-04-14 Lowered GOLD>STANDARD, 0.00",
                        // up again
                        "2025-05-20 Raised STANDARD>SILVER, 2500.00",
                        "2026-05-20 LoweringScheduled SILVER>STANDARD on 2026-06-19, 0.00",
                        "2026-06-19 Lowered SILVER>STANDARD, 0.00",
                        "2027-06-19 Renewed STANDARD, 0.00");
        assertThat(course.standing())
                .isEqualTo(
                        new TierStanding(
                                "STANDARD",
                                LocalDate.parse("2026-06-19"),
                                LocalDate.parse("2028-06-19"),
                                TierStanding.Status.EFFECTIVE,
                                null));
    }

    @Test
    void what_gives_no_tiers_by_spend_is_refused() {
        var low = new TierLevel("LOW", NAME, BigDecimal.ZERO);
        var high = new TierLevel("HIGH", NAME, new BigDecimal("100"));
        assertThat(scheme(365, Period.ofMonths(1), low, high).levels()).hasSize(2);

        for (ThrowingCallable refused :
                List.<ThrowingCallable>of(
                        () -> scheme(0, Period.ofMonths(1), low, high),
                        () -> scheme(365, Period.ZERO, low, high),
                        () -> scheme(365, Period.ofMonths(1)),
                        () -> scheme(365, Period.ofMonths(1), high),
                        () -> scheme(365, Period.ofMonths(1), low, low),
                        () ->
                                scheme(
                                        365,
                                        Period.ofMonths(1),
                                        low,
                                        new TierLevel("LOW", NAME, new BigDecimal("100"))),
                        () ->
                                scheme(
                                        365,
                                        Period.ofMonths(1),
                                        low,
                                        new TierLevel("BEST", NAME, new Quota.Count(7))))) {
            assertThatIllegalArgumentException().isThrownBy(refused);
        }
    }

    private static TierScheme scheme(int window, Period membership, TierLevel... levels) {
        return new TierScheme(
                "club",
                1,
                NAME,
                "EUR",
                window,
                membership,
                Period.ZERO,
                ZoneId.of("UTC"),
                List.of(levels));
    }

    @Test
    void a_tier_is_renewed_where_the_spend_of_the_period_is_enough() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-10"),
                        sale("1", day("2024-02-01"), "3000"),
                        sale("2", day("2024-12-01"), "2000"));

        assertThat(calendar(SCHEME.follow(facts, day("2025-03-01")).orElseThrow()))
                .endsWith("2025-02-01 Renewed SILVER, 2000");
    }

    @Test
    void spend_within_the_grace_renews_from_the_day_it_is_enough() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-10"),
                        sale("1", day("2024-02-01"), "3000"),
                        sale("2", day("2025-02-10"), "1500"),
                        sale("3", day("2025-02-20"), "500"));

        var course = SCHEME.follow(facts, day("2025-04-01")).orElseThrow();

        assertThat(calendar(course))
                .endsWith(
                        "2025-02-01 LoweringScheduled SILVER>STANDARD on 2025-03-03, 0",
                        "2025-02-20 Renewed SILVER, 2000");
        assertThat(course.standing().since()).isEqualTo("2024-02-01");
        assertThat(course.standing().reviewOn()).isEqualTo("2026-02-20");
    }

    @Test
    void a_lowering_may_stop_at_the_tier_that_is_still_earned() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-10"),
                        sale("1", day("2024-02-01"), "12000"),
                        sale("2", day("2024-11-01"), "2500"));

        assertThat(calendar(SCHEME.follow(facts, day("2025-03-05")).orElseThrow()))
                .endsWith(
                        "2025-02-01 LoweringScheduled GOLD>SILVER on 2025-03-03, 2500",
                        "2025-03-03 Lowered GOLD>SILVER, 2500");
    }

    @Test
    void a_refund_lowers_nothing_before_the_period_ends() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-10"),
                        sale("1", day("2024-02-01"), "2500"),
                        refund("2", day("2024-02-03"), "2500"));

        var course = SCHEME.follow(facts, day("2024-06-01")).orElseThrow();

        assertThat(course.standing().tier()).isEqualTo("SILVER");
        assertThat(course.spend()).isEqualByComparingTo("0");
        assertThat(SCHEME.reasons(facts, course))
                .extracting(reason -> reason.dimension() + " " + reason.input())
                .containsExactly("spend365d 0", "purchases365d 2", "membershipPeriod 2025-02-01");
    }

    @Test
    void a_refund_that_ages_out_may_raise() {
        var facts =
                registered(
                        ADA,
                        day("2024-01-01"),
                        sale("1", day("2024-01-02"), "1000"),
                        refund("2", day("2024-03-01"), "1000"),
                        sale("3", day("2025-02-01"), "2500"));
        var agedOut = day("2025-03-01").minus(Duration.ofHours(8));

        assertThat(SCHEME.follow(facts, agedOut.minusMillis(1)).orElseThrow())
                .satisfies(course -> {
                    assertThat(course.standing().tier()).isEqualTo("STANDARD");
                    assertThat(course.reviewAt()).isEqualTo(agedOut);
                });
        assertThat(SCHEME.follow(facts, agedOut).orElseThrow().standing().tier())
                .isEqualTo("SILVER");
    }

    @Test
    void next_says_what_is_missing_and_gold_has_none() {
        var silver = facts(ADA, sale("1", day("2026-01-01"), "2600.50"));
        var gold = facts(ADA, sale("1", day("2026-01-01"), "10000"));

        assertThat(SCHEME.follow(silver, day("2026-01-02")).flatMap(SCHEME::next))
                .contains(new TierScheme.Next("GOLD", new BigDecimal("7399.50")));
        assertThat(SCHEME.follow(gold, day("2026-01-02")).flatMap(SCHEME::next)).isEmpty();
    }

    @Test
    void other_currencies_do_not_count_and_nobody_has_a_tier_before_they_are_known() {
        var euros =
                new Purchase(
                        "1",
                        1,
                        Purchase.Kind.SALE,
                        day("2026-01-01"),
                        new BigDecimal("99999"),
                        "EUR",
                        null);

        assertThat(SCHEME.follow(facts(ADA, euros), day("2026-02-01")).orElseThrow().standing())
                .extracting(TierStanding::tier)
                .isEqualTo("STANDARD");
        assertThat(SCHEME.follow(facts(ADA, euros), day("2025-12-31"))).isEmpty();
    }

    @Test
    void the_hash_of_the_inputs_depends_on_nothing_but_them() {
        var one = sale("1", day("2026-01-01"), "10.0");
        var two = sale("2", day("2026-01-02"), "20");
        var inOrder = facts(ADA, one, two);
        var outOfOrder = facts(ADA, two, sale("1", day("2026-01-01"), "10.00"));

        assertThat(hash(inOrder)).isEqualTo(hash(outOfOrder)).startsWith("sha256:");
        assertThat(hash(facts(ADA, one))).isNotEqualTo(hash(inOrder));
    }

    /**
     * The twin steps through every hour, sums the window afresh each time and keeps the state in
     * plain variables.
     */
    @Test
    void equals_a_twin_that_looks_every_hour() {
        var random = new Random(17);
        var start = day("2023-01-01").plus(Duration.ofHours(16));
        for (var round = 0; round < 12; round++) {
            var purchases = new ArrayList<Purchase>();
            for (var number = 0; number < 3 + random.nextInt(25); number++) {
                var at = start.plus(Duration.ofHours(random.nextInt(24 * 900)));
                var amount = Integer.toString(100 + random.nextInt(4000));
                purchases.add(
                        random.nextInt(4) == 0
                                ? refund("t" + number, at, amount)
                                : sale("t" + number, at, amount));
            }
            var facts = registered(ADA, start, purchases.toArray(Purchase[]::new));
            var end = start.plus(Duration.ofDays(1500));

            assertThat(moves(SCHEME.follow(facts, end).orElseThrow()))
                    .isEqualTo(hourly(facts, start, end));
        }
    }

    private static String hash(CustomerFacts facts) {
        return SCHEME.inputsHash(facts, SCHEME.follow(facts, day("2026-02-01")).orElseThrow());
    }

    private static List<String> hourly(CustomerFacts facts, Instant start, Instant end) {
        var zone = ZoneId.of("Asia/Shanghai");
        var tiers = List.of("STANDARD", "SILVER", "GOLD");
        var moves = new ArrayList<String>();
        var level = -1;
        var review = LocalDate.MAX;
        var grace = false;
        for (var now = start; !now.isAfter(end); now = now.plus(Duration.ofHours(1))) {
            var spend = BigDecimal.ZERO;
            for (var purchase : facts.purchases()) {
                var bought = LocalDate.ofInstant(purchase.occurredAt(), zone);
                var days = ChronoUnit.DAYS.between(bought, LocalDate.ofInstant(now, zone));
                if (!purchase.occurredAt().isAfter(now) && days < 365) {
                    spend = spend.add(purchase.signedAmount());
                }
            }
            var earned =
                    spend.compareTo(new BigDecimal(10_000)) >= 0
                            ? 2
                            : spend.compareTo(new BigDecimal(2_000)) >= 0 ? 1 : 0;
            var today = LocalDate.ofInstant(now, zone);
            if (level < 0) {
                level = earned;
                review = today.plusMonths(12);
                moves.add(now + " ENTERED " + tiers.get(level));
            } else if (earned > level) {
                level = earned;
                review = today.plusMonths(12);
                grace = false;
                moves.add(now + " RAISED " + tiers.get(level));
            } else if (grace && earned == level) {
                review = today.plusMonths(12);
                grace = false;
            } else if (!today.isBefore(review)) {
                if (earned == level) {
                    review = review.plusMonths(12);
                } else if (grace) {
                    level = earned;
                    review = review.plusMonths(12);
                    grace = false;
                    moves.add(now + " LOWERED " + tiers.get(level));
                } else {
                    review = review.plusDays(30);
                    grace = true;
                    moves.add(now + " SCHEDULED " + tiers.get(earned));
                }
            }
        }
        return moves;
    }

    private static List<String> moves(TierCourse course) {
        var moves = new ArrayList<String>();
        for (var change : course.changes()) {
            switch (change) {
                case TierChange.Entered(var to, var at, _) -> moves.add(at + " ENTERED " + to);
                case TierChange.Raised(_, var to, var at, _) -> moves.add(at + " RAISED " + to);
                case TierChange.LoweringScheduled(_, var to, _, var at, _) ->
                        moves.add(at + " SCHEDULED " + to);
                case TierChange.Lowered(_, var to, var at, _) -> moves.add(at + " LOWERED " + to);
                case TierChange.Renewed _, TierChange.Left _ -> {}
            }
        }
        return moves;
    }

    private static List<String> calendar(TierCourse course) {
        return course.changes().stream()
                .map(change ->
                        LocalDate.ofInstant(change.at(), SCHEME.zone())
                                + " "
                                + change.getClass().getSimpleName()
                                + " "
                                + words(change)
                                + ", "
                                + change.spend().toPlainString())
                .toList();
    }

    private static String words(TierChange change) {
        return switch (change) {
            case TierChange.Entered(var to, _, _) -> to;
            case TierChange.Raised(var from, var to, _, _) -> from + ">" + to;
            case TierChange.Renewed(var tier, _, _) -> tier;
            case TierChange.LoweringScheduled(var tier, var to, var on, _, _) ->
                    tier + ">" + to + " on " + on;
            case TierChange.Lowered(var from, var to, _, _) -> from + ">" + to;
            case TierChange.Left(var from, _, _) -> from;
        };
    }
}
