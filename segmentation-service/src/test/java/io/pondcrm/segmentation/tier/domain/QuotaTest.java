package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.BOB;
import static io.pondcrm.segmentation.facts.domain.Fixtures.customer;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.bands;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.card;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.dimension;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.draw;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.line;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.name;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.points;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tiers for the best: cut points are drawn from everybody, and then decide like thresholds. */
class QuotaTest {

    static final WhenMissing NO_TIER = new WhenMissing.NoTier();
    static final Period YEAR = Period.ofMonths(12);
    static final Instant FIRST = day("2026-03-01");
    static final Instant SECOND = day("2026-04-01");

    /** A point for each CNY of the last 365 days. */
    static final Dimension SPEND =
            dimension(
                    "spend", new Measure.NetSpend(365), line("0", "90000", "90000"), "1", NO_TIER);

    private static Scorecard rules(
            Period grace, Quota.Ties ties, List<Dimension> dimensions, Earning... higher) {
        var levels = new ArrayList<TierLevel>();
        levels.add(new TierLevel("T0", name("T0"), BigDecimal.ZERO));
        for (var earning : higher) {
            var code = "T" + levels.size();
            levels.add(new TierLevel(code, name(code), earning));
        }
        return card(YEAR, grace, levels, dimensions.toArray(Dimension[]::new))
                .with(CutPoints.undrawn(ties));
    }

    private static Quota share(String percent) {
        return new Quota.Share(points(percent));
    }

    private static Quota best(long customers) {
        return new Quota.Count(customers);
    }

    private static CustomerFacts spent(long number, String amount) {
        return registered(
                customer(number),
                day("2026-01-01"),
                sale("txn-" + number, day("2026-02-01"), amount));
    }

    private static CustomerFacts buys(CustomerFacts facts, Instant at, String amount) {
        return facts.learn(
                List.of(new Fact.Purchased(sale(facts.customer() + "-" + at, at, amount))));
    }

    private static Scorecard drawn(Scorecard rules, List<CustomerFacts> all, Instant at) {
        return rules.with(rules.cutPoints().and(draw(rules, all, at), at));
    }

    private static String tier(Scorecard rules, CustomerFacts facts, Instant at) {
        var tier = rules.findTier(facts, at).orElse("none");
        assertThat(rules.follow(facts, at).map(it -> it.standing().tier()).orElse("none"))
                .isEqualTo(tier);
        return tier;
    }

    private static long held(
            Scorecard rules, List<CustomerFacts> all, Instant at, String... tiers) {
        return all.stream().filter(it -> List.of(tiers).contains(tier(rules, it, at))).count();
    }

    @Test
    void with_distinct_points_each_tier_is_just_as_full_as_its_quota() {
        for (var seed = 1; seed <= 150; seed++) {
            var random = new Random(seed);
            var size = 1 + random.nextInt(90);
            var all =
                    random.ints(1, 9_000_000)
                            .distinct()
                            .limit(size)
                            .mapToObj(cents ->
                                    spent(cents, BigDecimal.valueOf(cents, 2).toPlainString()))
                            .toList();
            var top = 1 + random.nextInt(500);
            var percent = BigDecimal.valueOf(top, 1);
            var wider = percent.add(BigDecimal.valueOf(1 + random.nextInt(400), 1));
            var byShare =
                    drawn(
                            rules(
                                    Period.ofDays(random.nextInt(2) * 30),
                                    random.nextBoolean() ? Quota.Ties.ALL_IN : Quota.Ties.ALL_OUT,
                                    List.of(SPEND),
                                    share(wider.toPlainString()),
                                    share(percent.toPlainString())),
                            all,
                            FIRST);

            var places = part(percent, size);
            assertThat(held(byShare, all, FIRST, "T2")).as("seed %d", seed).isEqualTo(places);
            assertThat(held(byShare, all, FIRST, "T1", "T2")).isEqualTo(part(wider, size));

            var byCount =
                    drawn(
                            rules(
                                    Period.ZERO,
                                    Quota.Ties.ALL_IN,
                                    List.of(SPEND),
                                    best(top + 1L),
                                    best(top)),
                            all,
                            FIRST);
            assertThat(held(byCount, all, FIRST, "T2")).isEqualTo(Math.min(top, size));
            assertThat(held(byCount, all, FIRST, "T1", "T2")).isEqualTo(Math.min(top + 1, size));
        }
    }

    private static long part(BigDecimal percent, int size) {
        return percent.multiply(BigDecimal.valueOf(size))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    @Test
    void each_customer_has_the_tier_that_counting_who_is_better_gives() {
        var few =
                List.of(
                        dimension(
                                "p",
                                new Measure.Purchases(300),
                                bands("1", "1", "4", "2"),
                                "3",
                                new WhenMissing.Points(points("1"))),
                        dimension(
                                "a",
                                new Measure.AverageSale(300),
                                bands("500", "1"),
                                "2",
                                new WhenMissing.ExcludeAndRescale()));
        var sizes = new Random(7);
        for (var dimensions : List.of(few, everything().dimensions(), List.of(SPEND))) {
            for (var ties : Quota.Ties.values()) {
                for (var round = 0; round < 12; round++) {
                    var all =
                            LongStream.rangeClosed(1, 1 + sizes.nextInt(160))
                                    .mapToObj(it -> someone(it + 1_000L * sizes.nextInt(5)))
                                    .toList();
                    var rules =
                            rules(
                                    Period.ofDays(9),
                                    ties,
                                    dimensions,
                                    share(Integer.toString(30 + sizes.nextInt(60))),
                                    best(3 + sizes.nextInt(30)),
                                    share("10"),
                                    best(2));
                    isWhatCountingGives(drawn(rules, all, END), all);
                }
            }
        }
    }

    /**
     * A tier is had where fewer are better than it has places, and with ties out, few are equal.
     */
    private static void isWhatCountingGives(Scorecard rules, List<CustomerFacts> all) {
        var scores = new ArrayList<BigDecimal>();
        all.forEach(it -> rules.findPoints(it, END).ifPresent(scores::add));
        for (var facts : all) {
            var own = rules.findPoints(facts, END);
            var wanted = own.isEmpty() ? "none" : "T0";
            for (var level : rules.levels()) {
                if (own.isPresent() && level.earnedBy() instanceof Quota quota) {
                    var better = scores.stream().filter(it -> it.compareTo(own.get()) > 0).count();
                    var equal = scores.stream().filter(it -> it.compareTo(own.get()) == 0).count();
                    var places = quota.places(scores.size());
                    if (rules.cutPoints().ties() == Quota.Ties.ALL_IN
                            ? better < places
                            : better + equal <= places) {
                        wanted = level.code();
                    }
                }
            }
            assertThat(tier(rules, facts, END)).isEqualTo(wanted);
        }
    }

    @Test
    void equal_points_at_the_last_place_are_all_in_or_all_out() {
        var all = List.of(spent(1, "900"), spent(2, "500"), spent(3, "500"), spent(4, "100"));

        var in = drawn(rules(Period.ZERO, Quota.Ties.ALL_IN, List.of(SPEND), best(2)), all, FIRST);
        assertThat(in.cutPoints().tables().getFirst().cuts())
                .containsExactly(new CutTable.Cut("T1", new BigDecimal("500.0000"), 2, 3));
        assertThat(held(in, all, FIRST, "T1")).isEqualTo(3);

        var out =
                drawn(rules(Period.ZERO, Quota.Ties.ALL_OUT, List.of(SPEND), best(2)), all, FIRST);
        assertThat(out.cutPoints().tables().getFirst().cuts())
                .containsExactly(new CutTable.Cut("T1", new BigDecimal("900.0000"), 2, 1));
        assertThat(held(out, all, FIRST, "T1")).isEqualTo(1);

        var alike = List.of(spent(1, "5"), spent(2, "5"), spent(3, "5"));
        var nobody =
                drawn(
                        rules(Period.ZERO, Quota.Ties.ALL_OUT, List.of(SPEND), best(2)),
                        alike,
                        FIRST);
        assertThat(nobody.cutPoints().tables().getFirst().cuts())
                .containsExactly(new CutTable.Cut("T1", null, 2, 0));
        assertThat(held(nobody, alike, FIRST, "T0")).isEqualTo(3);
        assertThat(nobody.next(nobody.follow(alike.getFirst(), FIRST).orElseThrow())).isEmpty();
    }

    @Test
    void who_has_no_points_has_no_place_and_takes_none_from_others() {
        var bought = spent(1, "500");
        var little = spent(2, "10");
        var nothing = registered(customer(3), day("2026-01-01"));
        var all = List.of(bought, little, nothing);
        var average = new Measure.AverageSale(365);
        var scale = line("0", "1000", "100");

        var none = drawn(by(average, scale, NO_TIER), all, FIRST);
        assertThat(none.cutPoints().tables().getFirst().customers()).isEqualTo(2);
        assertThat(tiers(none, all)).containsExactly("T1", "T0", "none");

        var points = drawn(by(average, scale, new WhenMissing.Points(points("70"))), all, FIRST);
        assertThat(points.cutPoints().tables().getFirst().customers()).isEqualTo(3);
        assertThat(tiers(points, all)).containsExactly("T1", "T0", "T1");

        // Nothing but what is left out: no points at all.
        var alone = drawn(by(average, scale, new WhenMissing.ExcludeAndRescale()), all, FIRST);
        assertThat(tiers(alone, all)).containsExactly("T1", "T0", "none");

        // What is left out counts as the rest does: 40 points of tenure twice.
        var rescaled =
                drawn(
                        rules(
                                Period.ZERO,
                                Quota.Ties.ALL_IN,
                                List.of(
                                        dimension(
                                                "average",
                                                average,
                                                scale,
                                                "1",
                                                new WhenMissing.ExcludeAndRescale()),
                                        dimension(
                                                "tenure",
                                                new Measure.Tenure(),
                                                bands("1", "40"),
                                                "1",
                                                NO_TIER)),
                                share("50")),
                        all,
                        FIRST);
        assertThat(tiers(rescaled, all)).containsExactly("T1", "T0", "T1");
        assertThat(rescaled.cutPoints().tables().getFirst().cuts().getFirst().points())
                .isEqualByComparingTo("80");
    }

    private static Scorecard by(Measure measure, PointScale scale, WhenMissing missing) {
        return rules(
                Period.ZERO,
                Quota.Ties.ALL_IN,
                List.of(dimension("one", measure, scale, "1", missing)),
                share("50"));
    }

    private static List<String> tiers(Scorecard rules, List<CustomerFacts> all) {
        return all.stream().map(it -> tier(rules, it, FIRST)).toList();
    }

    @Test
    void fewer_customers_than_places_all_have_one() {
        var all = List.of(spent(1, "900"), spent(2, "500"));
        var rules = rules(Period.ZERO, Quota.Ties.ALL_OUT, List.of(SPEND), best(100));

        var both = drawn(rules, all, FIRST);
        assertThat(both.cutPoints().tables().getFirst().cuts())
                .containsExactly(new CutTable.Cut("T1", new BigDecimal("500.0000"), 2, 2));
        assertThat(held(both, all, FIRST, "T1")).isEqualTo(2);
        assertThat(tier(both, spent(3, "499.99"), FIRST)).as("came later").isEqualTo("T0");

        var nobody = drawn(rules, List.of(), FIRST);
        assertThat(nobody.cutPoints().tables().getFirst().cuts())
                .containsExactly(new CutTable.Cut("T1", null, 0, 0));
        assertThat(tier(nobody, all.getFirst(), FIRST)).isEqualTo("T0");
        assertThat(share("0.1").places(3)).as("a part of a place is one").isEqualTo(1);
    }

    @Test
    void each_table_decides_from_its_moment_to_the_next() {
        var ada = registered(ADA, day("2026-01-01"), sale("1", day("2026-02-01"), "900"));
        var bob =
                registered(
                        BOB,
                        day("2026-01-01"),
                        sale("2", day("2026-02-01"), "100"),
                        sale("3", day("2026-03-20"), "5000"));
        var carl =
                registered(
                        customer(3),
                        day("2026-01-01"),
                        sale("4", day("2026-02-01"), "200"),
                        sale("5", day("2026-03-25"), "6000"));
        var all = List.of(ada, bob, carl);
        var undrawn = rules(Period.ZERO, Quota.Ties.ALL_IN, List.of(SPEND), best(1));
        var one = drawn(undrawn, all, FIRST);
        var two = drawn(one, all, SECOND);

        assertThat(undrawn.follow(ada, FIRST)).as("nothing is drawn yet").isEmpty();
        assertThat(tier(two, ada, FIRST.minusMillis(9))).as("a clock is behind").isEqualTo("T1");
        assertThat(tier(two, ada, FIRST)).isEqualTo("T1");
        assertThat(tier(two, bob, day("2026-03-19"))).isEqualTo("T0");
        assertThat(tier(two, bob, day("2026-03-20"))).as("a cut point is open").isEqualTo("T1");
        assertThat(held(two, all, SECOND.minusMillis(1), "T1")).isEqualTo(3);
        assertThat(held(two, all, SECOND, "T1")).as("places are given anew").isEqualTo(1);
        assertThat(tier(two, carl, SECOND)).isEqualTo("T1");
        var moved = two.follow(ada, END).orElseThrow();
        assertThat(moved.changes())
                .containsExactly(
                        new TierChange.Entered("T1", FIRST, new BigDecimal("900.0000")),
                        new TierChange.Lowered("T1", "T0", SECOND, new BigDecimal("900.0000")));
        assertThat(two.reasons(ada, moved))
                .startsWith(
                        new Reason("score", "900", ">= 0 points earns T0"),
                        new Reason(
                                "cutPoints",
                                "2 of 2026-04-01T00:00:00Z",
                                "T1 from 6200 points on, which 1 of 3 had for 1 places"));
        assertThat(two.next(moved)).contains(new TierRules.Next("T1", new BigDecimal("5300.0000")));

        // What was answered by the first table is answered still, to the last word.
        for (var facts : all) {
            for (var at = FIRST; at.isBefore(SECOND); at = at.plus(Duration.ofHours(31))) {
                assertThat(two.follow(facts, at)).isEqualTo(one.follow(facts, at)).isPresent();
                assertThat(two.score(facts, at)).isEqualTo(one.score(facts, at)).isPresent();
            }
            assertThat(two.score(facts, SECOND).orElseThrow().inputs().hash())
                    .isNotEqualTo(one.score(facts, SECOND).orElseThrow().inputs().hash());
        }
        var score = two.score(carl, SECOND).orElseThrow();
        assertThat(score.contributions())
                .extracting(Contribution::dimension)
                .containsExactly("spend", "cutPoints");
        assertThat(
                        score.contributions().stream()
                                .map(Contribution::points)
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(score.value());
        assertThat(score.contributions().getLast().rule().zh())
                .isEqualTo("T1 为 6200 分起（3 人中 1 人达到，名额 1 个）");
    }

    @Test
    void who_loses_a_place_keeps_it_through_the_grace_and_may_win_it_back() {
        var ada = spent(1, "900");
        var bob = buys(spent(2, "100"), day("2026-03-20"), "1000");
        var all = List.of(ada, bob);
        var two =
                drawn(
                        drawn(
                                rules(
                                        Period.ofDays(30),
                                        Quota.Ties.ALL_IN,
                                        List.of(SPEND),
                                        best(1)),
                                all,
                                FIRST),
                        all,
                        SECOND);

        var graceEnds = LocalDate.parse("2026-05-01");
        assertThat(two.follow(ada, SECOND).orElseThrow().standing())
                .isEqualTo(
                        new TierStanding(
                                "T1",
                                LocalDate.parse("2026-03-01"),
                                graceEnds,
                                TierStanding.Status.LOWERING_SCHEDULED,
                                "T0"));
        assertThat(two.gap(two.follow(ada, SECOND).orElseThrow())).isEqualByComparingTo("200");
        var end = graceEnds.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
        assertThat(two.follow(ada, SECOND).orElseThrow().reviewAt()).isEqualTo(end);
        assertThat(tier(two, ada, end.minusMillis(1))).isEqualTo("T1");
        assertThat(tier(two, ada, end)).isEqualTo("T0");

        var back = buys(ada, day("2026-04-15"), "200");
        assertThat(two.follow(back, END).orElseThrow().standing().status())
                .isEqualTo(TierStanding.Status.EFFECTIVE);
        assertThat(tier(two, back, END)).isEqualTo("T1");

        // A third drawing within the grace does not shorten it.
        var three = drawn(two, all, day("2026-04-20"));
        assertThat(tier(three, ada, end.minusMillis(1))).isEqualTo("T1");
        assertThat(tier(three, ada, end)).isEqualTo("T0");
        // Who keeps the place keeps the period it began with.
        assertThat(three.follow(bob, END).orElseThrow().standing().reviewOn())
                .isEqualTo("2027-03-20");
    }

    @Test
    void a_published_scheme_gives_the_tiers_that_its_simulation_said() {
        var all = LongStream.rangeClosed(1, 400).mapToObj(GeneratedCards::someone).toList();
        var written =
                rules(
                        Period.ofDays(30),
                        Quota.Ties.ALL_IN,
                        everything().dimensions(),
                        new Earning.From(points("25")),
                        share("12.5"),
                        best(9));
        var begun = Editions.begun(written, FIRST);
        assertThat(begun.publish(END, "office")).isEqualTo(new EditionChange.NotSimulated<>());

        var tried = drawn(written, all, END);
        var said = Movers.NONE.and(all, null, tried, END);
        var simulated = changed(begun.simulated(tried, END));
        assertThat(changed(simulated.redraft(written)).publish(END, "office"))
                .as("another draft comes to nothing yet")
                .isEqualTo(new EditionChange.NotSimulated<>());
        assertThat(simulated.draft(written, END)).isInstanceOf(EditionChange.AlreadySo.class);
        // Time alone moves nobody in an hour of the night.
        var at = END.plus(Duration.ofHours(1));
        var published = changed(simulated.publish(at, "office"));

        var rules = published.inForceAt(at).orElseThrow();
        assertThat(rules.cutPoints().tables().getFirst().from()).isEqualTo(at);
        assertThat(rules.cutPoints().tables().getFirst().asOf()).isEqualTo(END);
        assertThat(Movers.NONE.and(all, null, rules, at).counts()).isEqualTo(said.counts());
        assertThat(said.after().get("T3")).isEqualTo(9);
        assertThat(published.inForceAt(at.minusMillis(1))).as("came to nothing then").isEmpty();
    }

    @Test
    void a_drawing_is_kept_once_and_only_for_the_version_in_force() {
        var all = List.of(spent(1, "900"), buys(spent(2, "100"), day("2026-03-20"), "1000"));
        var written = rules(Period.ZERO, Quota.Ties.ALL_IN, List.of(SPEND), best(1));
        var published =
                changed(
                        changed(
                                        Editions.begun(written, FIRST)
                                                .simulated(drawn(written, all, FIRST), FIRST))
                                .publish(FIRST, "office"));
        var drawn = draw(written, all, SECOND);

        var renewed = changed(published.supplemented(1, it -> renewed(it, drawn, SECOND)));
        assertThat(renewed.supplemented(1, it -> renewed(it, drawn, END)))
                .isInstanceOf(EditionChange.AlreadySo.class);
        assertThat(renewed.supplemented(2, it -> renewed(it, drawn, END)))
                .isEqualTo(new EditionChange.NothingPublished<>());
        var tables = renewed.last().definition().cutPoints().tables();
        assertThat(tables).extracting(CutTable::number).containsExactly(1, 2);
        assertThat(tables).extracting(CutTable::from).containsExactly(FIRST, SECOND);
        assertThat(TierHistory.moves(renewed, all.getFirst(), END))
                .extracting(it -> it.change().getClass().getSimpleName())
                .containsExactly("Entered", "Lowered");

        // By the clock of another machine, a little behind.
        var third = draw(written, all, SECOND.plusSeconds(1));
        assertThat(
                        changed(
                                        renewed.supplemented(
                                                1,
                                                it -> renewed(it, third, SECOND.minusSeconds(1))))
                                .last()
                                .definition()
                                .cutPoints()
                                .findAt(SECOND))
                .map(CutTable::number)
                .contains(3);
    }

    private static TierRules renewed(TierRules rules, CutTable drawn, Instant at) {
        return ((Scorecard) rules).renewed(drawn, at);
    }

    private static Editions<TierRules> changed(EditionChange<TierRules> change) {
        assertThat(change).isInstanceOf(EditionChange.Changed.class);
        return ((EditionChange.Changed<TierRules>) change).now();
    }

    @Test
    void what_makes_no_sense_is_no_quota() {
        for (var percent : List.of("0", "-1", "100.0001")) {
            assertThatIllegalArgumentException().isThrownBy(() -> share(percent));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> best(0));
        refused(share("10"), share("10"));
        refused(share("10"), best(5), share("20"));
        refused(best(5), share("20"), best(6));
        refused(new Earning.From(points("9")), share("5"), new Earning.From(points("8")));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        card(
                                YEAR,
                                Period.ZERO,
                                List.of(new TierLevel("T0", name("T0"), share("100"))),
                                SPEND));
    }

    private static void refused(Earning... higher) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Period.ZERO, Quota.Ties.ALL_IN, List.of(SPEND), higher));
    }
}
