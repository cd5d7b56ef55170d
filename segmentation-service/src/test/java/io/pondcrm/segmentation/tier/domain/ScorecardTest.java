package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.facts;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.END;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.START;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.bands;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.card;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.dimension;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everything;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.everythingByQuota;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.levels;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.line;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.points;
import static io.pondcrm.segmentation.tier.domain.GeneratedCards.someone;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.ProfileHistory;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All days are days in Shanghai, eight hours before UTC; moments are UTC. */
class ScorecardTest {

    static final WhenMissing NO_TIER = new WhenMissing.NoTier();
    static final WhenMissing RESCALE = new WhenMissing.ExcludeAndRescale();
    static final Period YEAR = Period.ofMonths(12);
    static final Period MONTH = Period.ofDays(30);

    @Test
    void contributions_add_up_to_the_score_of_10_000_customers_at_any_moment() {
        var rules = everything();
        var scored = 0;
        for (var number = 1L; number <= 10_000; number++) {
            var facts = someone(number);
            var at = START.plus(Duration.ofHours(new Random(number).nextInt(500 * 24)));
            var score = rules.score(facts, at);
            if (score.isPresent()) {
                scored++;
                assertThat(
                                score.get().contributions().stream()
                                        .map(Contribution::points)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(score.get().value());
                assertThat(score.get().contributions()).hasSize(10);
            }
        }
        assertThat(scored).isGreaterThan(5_000);
    }

    @Test
    void a_course_is_what_looking_every_eight_hours_would_find() {
        var profiles = 0;
        for (var rules : List.of(everything(), everythingByQuota())) {
            for (var number = 1L; number <= 40; number++) {
                var facts = someone(number);
                var course = rules.follow(facts, END);
                profiles += facts.profiles().course().size();

                var found = often(rules, facts);

                assertThat(
                                course.map(it -> it.standing().tier() + it.standing().status())
                                        .orElse("none"))
                        .as("customer %d", number)
                        .isEqualTo(found);
            }
        }
        assertThat(profiles).isGreaterThan(50);
    }

    /** The rules word by word, looked at every eight hours, at each purchase and each profile. */
    private static String often(Scorecard rules, CustomerFacts facts) {
        var known = facts.knownSince();
        if (known.isEmpty() || known.get().isAfter(END)) {
            return "none";
        }
        var moments = new TreeSet<Instant>();
        moments.add(known.get());
        facts.purchases().forEach(it -> moments.add(it.occurredAt()));
        facts.profiles().versions().forEach(it -> moments.add(it.since()));
        var hour = known.get().truncatedTo(ChronoUnit.DAYS);
        for (; !hour.isAfter(END); hour = hour.plus(Duration.ofHours(8))) {
            moments.add(hour);
        }
        var tables = rules.cutPoints().tables();
        tables.forEach(it -> moments.add(it.from()));
        var first =
                tables.isEmpty() || tables.getFirst().from().isBefore(known.get())
                        ? known.get()
                        : tables.getFirst().from();
        var ladder = new Ladder(rules);
        for (var moment : moments.subSet(first, true, END, true)) {
            var score = plainly(facts, moment);
            var earned = score == null ? Ladder.NONE : rules.rankEarnedBy(score, moment);
            var value = score == null ? BigDecimal.ZERO : score;
            if (tables.stream().anyMatch(it -> it.from().equals(moment))) {
                ladder.reconsiderAnew(moment, earned, value);
            } else {
                ladder.reconsider(moment, earned, value);
            }
        }
        if (!ladder.holdsTier()) {
            return "none";
        }
        var standing = ladder.standing(0);
        return standing.tier() + standing.status();
    }

    /** The score of {@link GeneratedCards#everything}, summed purchase by purchase. */
    private static @Nullable BigDecimal plainly(CustomerFacts facts, Instant at) {
        var today = date(at);
        var bought =
                facts.purchases().stream()
                        .filter(it -> it.currency().equals("CNY"))
                        .filter(it -> !it.occurredAt().isAfter(at))
                        .toList();
        var lines = new ArrayList<BigDecimal[]>();
        add(lines, "0.5", along(within(bought, today, 120, false), "0", "3000", "100"));
        var sales = bought.stream().filter(Purchase::isSale).toList();
        var count =
                sales.stream()
                        .filter(it -> date(it.occurredAt()).plusDays(60).isAfter(today))
                        .count();
        add(lines, "0.3", points(count >= 3 ? "60" : count >= 1 ? "20" : "0"));
        var lately =
                sales.stream()
                        .filter(it -> date(it.occurredAt()).plusDays(90).isAfter(today))
                        .toList();
        add(
                lines,
                "0.7",
                lately.isEmpty()
                        ? null
                        : along(
                                within(sales, today, 90, true)
                                        .divide(
                                                BigDecimal.valueOf(lately.size()),
                                                2,
                                                RoundingMode.HALF_UP),
                                "100",
                                "700",
                                "30"));
        add(lines, "1", bought.isEmpty() ? points("3") : balance(bought, today));
        var last = sales.isEmpty() ? null : date(sales.getLast().occurredAt());
        var since = last == null ? 0 : ChronoUnit.DAYS.between(last, today);
        add(
                lines,
                "0.2",
                last == null ? null : points(since >= 60 ? "0" : since >= 14 ? "20" : "50"));
        var tenure = ChronoUnit.DAYS.between(date(facts.knownSince().orElseThrow()), today);
        add(lines, "0.1", along(BigDecimal.valueOf(tenure), "10", "200", "40"));
        var said = said(facts, at);
        var isFemale = said != null && "FEMALE".equals(said.gender());
        add(lines, "0.3", isFemale ? points("11") : null);
        var tags = said == null ? Set.<String>of() : said.tags();
        add(
                lines,
                "0.5",
                tags.contains("vip") ? points("9") : tags.contains("vi") ? points("1") : null);
        var assets = said == null ? null : said.attributes().get("assets");
        add(
                lines,
                "0.5",
                assets == null || assets.equals("many")
                        ? null
                        : along(points(assets), "0", "1000", "30"));
        var industry = said == null ? null : said.attributes().get("industry");
        add(lines, "0.4", "steel".equals(industry) ? points("25") : points("5"));
        var all = sum(lines, 0);
        var present = sum(lines.stream().filter(it -> it.length == 2).toList(), 0);
        return lines.stream()
                .filter(it -> it.length == 2)
                .map(it ->
                        present.compareTo(all) == 0
                                ? it[0].multiply(it[1])
                                : it[0].multiply(it[1])
                                        .multiply(all)
                                        .divide(present, 4, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of what was said by a moment the newest version; before all, the one said first. */
    private static @Nullable Profile said(CustomerFacts facts, Instant at) {
        var versions = facts.profiles().versions();
        var first = versions.stream().map(ProfileHistory.Version::since).min(naturalOrder());
        return versions.stream()
                .filter(it -> !it.since().isAfter(at) || it.since().equals(first.orElseThrow()))
                .map(ProfileHistory.Version::profile)
                .max(Comparator.comparing(Profile::sequence))
                .orElse(null);
    }

    private static void add(List<BigDecimal[]> lines, String weight, @Nullable BigDecimal points) {
        lines.add(
                points == null
                        ? new BigDecimal[] {points(weight)}
                        : new BigDecimal[] {points(weight), points});
    }

    private static BigDecimal sum(List<BigDecimal[]> lines, int place) {
        return lines.stream().map(it -> it[place]).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal within(
            List<Purchase> purchases, LocalDate today, int days, boolean salesOnly) {
        return purchases.stream()
                .filter(it -> !salesOnly || it.isSale())
                .filter(it -> date(it.occurredAt()).plusDays(days).isAfter(today))
                .map(Purchase::signedAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal along(BigDecimal value, String from, String to, String top) {
        if (value.compareTo(points(from)) <= 0) {
            return BigDecimal.ZERO;
        }
        return value.compareTo(points(to)) >= 0
                ? points(top)
                : points(top)
                        .multiply(value.subtract(points(from)))
                        .divide(points(to).subtract(points(from)), 4, RoundingMode.HALF_UP);
    }

    private static BigDecimal balance(List<Purchase> bought, LocalDate today) {
        var sum = BigDecimal.ZERO;
        for (var back = 1; back <= 30; back++) {
            var end = today.minusDays(back);
            sum =
                    sum.add(
                            bought.stream()
                                    .filter(it -> !date(it.occurredAt()).isAfter(end))
                                    .map(Purchase::signedAmount)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        var mean = sum.divide(BigDecimal.valueOf(30), 2, RoundingMode.HALF_UP);
        return points(
                mean.compareTo(points("1500")) >= 0
                        ? "35"
                        : mean.compareTo(points("500")) >= 0 ? "10" : "0");
    }

    private static LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void nothing_changes_before_the_review_and_something_does_at_it() {
        var rules = everything();
        for (var number = 1L; number <= 500; number++) {
            var facts = someone(number);
            var at = day("2025-10-01");
            var course = rules.follow(facts, at);
            if (course.isEmpty()) {
                continue;
            }
            var review = course.get().reviewAt();

            assertThat(review).isAfter(at);
            assertThat(rules.follow(facts, review.minusMillis(1)).orElseThrow().changes())
                    .isEqualTo(course.get().changes());
            var after = rules.follow(facts, review);
            assertThat(after.map(TierCourse::standing))
                    .isNotEqualTo(course.map(TierCourse::standing));
        }
    }

    @Test
    void a_dimension_that_is_missing_is_never_a_silent_zero() {
        var spend = dimension("spend", new Measure.NetSpend(365), bands("100", "60"), "1", NO_TIER);
        var nobody = registered(ADA, day("2026-01-01"));
        var buyer = registered(ADA, day("2026-01-01"), sale("1", day("2026-01-02"), "100"));

        var left =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50"),
                        spend,
                        dimension(
                                "potential",
                                new Measure.Tag("potential-"),
                                new PointScale.Words(Map.of("high", points("100")), null),
                                "0.5",
                                RESCALE));
        assertThat(score(left, buyer).value()).isEqualByComparingTo("90");
        assertThat(left.reasons(buyer, left.follow(buyer, END).orElseThrow()))
                .extracting(Reason::dimension, Reason::input, Reason::rule)
                .contains(
                        tuple("spend", "100.00", "60 points × 1, rescaled × 1.5"),
                        tuple("potential", "-", "not known: left out, the others count more"));

        var recency = new Measure.DaysSincePurchase();
        var some =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50"),
                        spend,
                        dimension(
                                "recency",
                                recency,
                                bands("0", "10"),
                                "1",
                                new WhenMissing.Points(points("7"))));
        assertThat(score(some, nobody).value()).isEqualByComparingTo("7");
        assertThat(score(some, nobody).contributions().getLast().rule().en())
                .isEqualTo("not known: 7 points × 1");

        var none =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50"),
                        spend,
                        dimension("recency", recency, bands("0", "10"), "1", NO_TIER));
        assertThat(none.follow(nobody, END)).isEmpty();
        assertThat(none.follow(buyer, END)).isPresent();
    }

    private static Score score(Scorecard rules, CustomerFacts facts) {
        return rules.score(facts, day("2026-03-01")).orElseThrow();
    }

    @Test
    void raised_at_once_and_lowered_after_period_and_grace() {
        var rules =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50"),
                        dimension(
                                "spend",
                                new Measure.NetSpend(90),
                                line("0", "1000", "100"),
                                "1",
                                NO_TIER));
        var facts = registered(ADA, day("2025-01-10"), sale("1", day("2025-02-01"), "500"));

        assertThat(rules.follow(facts, day("2026-12-31")).orElseThrow().changes())
                .containsExactly(
                        new TierChange.Entered("T0", day("2025-01-10"), BigDecimal.ZERO),
                        new TierChange.Raised(
                                "T0", "T1", day("2025-02-01"), new BigDecimal("50.0000")),
                        new TierChange.LoweringScheduled(
                                "T1",
                                "T0",
                                LocalDate.parse("2026-03-03"),
                                midnight("2026-02-01"),
                                BigDecimal.ZERO),
                        new TierChange.Lowered(
                                "T1", "T0", midnight("2026-03-03"), BigDecimal.ZERO));
    }

    private static Instant midnight(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    @Test
    void a_person_decides_until_the_day_it_expires() {
        var rules =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50"),
                        dimension(
                                "spend",
                                new Measure.NetSpend(365),
                                bands("1000", "60"),
                                "1",
                                NO_TIER));
        var until = midnight("2026-04-01");
        var decided =
                new TierOverride(
                        "tov_1",
                        1,
                        "accounts",
                        "T1",
                        "director",
                        "Framework contract",
                        day("2026-02-01"),
                        until,
                        null);
        var facts = registered(ADA, day("2026-01-01")).learn(List.of(new Fact.Overridden(decided)));

        assertThat(tier(rules, facts, day("2026-01-31"))).contains("T0");
        assertThat(tier(rules, facts, day("2026-02-01"))).contains("T1");
        assertThat(tier(rules, facts, until.minusMillis(1))).contains("T1");
        assertThat(tier(rules, facts, until)).contains("T0");
        var course = rules.follow(facts, day("2026-02-01")).orElseThrow();
        assertThat(course.reviewAt()).isEqualTo(until);
        assertThat(course.standing().reviewOn()).isEqualTo("2026-04-01");
        assertThat(rules.reasons(facts, course).getFirst())
                .isEqualTo(
                        new Reason(
                                "override",
                                "tov_1",
                                "T1 until 2026-04-01, approved by director: Framework contract"));
        assertThat(rules.follow(facts, day("2026-01-15")).orElseThrow().reviewAt())
                .isEqualTo(day("2026-02-01"));

        var back = facts.learn(List.of(new Fact.Overridden(decided.withdrawn(day("2026-03-01")))));
        assertThat(tier(rules, back, day("2026-02-28"))).contains("T1");
        assertThat(tier(rules, back, day("2026-03-01"))).contains("T0");
        // An older word about it, heard later, changes nothing.
        assertThat(back.learn(List.of(new Fact.Overridden(decided)))).isSameAs(back);
        // The same holds for a membership by spend.
        var card = decided("retail-membership", "GOLD");
        var member = registered(ADA, day("2026-01-01")).learn(List.of(new Fact.Overridden(card)));
        assertThat(tier(TierScheme.RETAIL_MEMBERSHIP, member, day("2026-02-02"))).contains("GOLD");
        assertThat(tier(TierScheme.RETAIL_MEMBERSHIP, member, until)).contains("STANDARD");
    }

    private static TierOverride decided(String scheme, String tier) {
        return new TierOverride(
                "tov_2",
                1,
                scheme,
                tier,
                "director",
                "Goodwill",
                day("2026-02-01"),
                midnight("2026-04-01"),
                null);
    }

    private static Optional<String> tier(TierRules rules, CustomerFacts facts, Instant at) {
        return rules.follow(facts, at).map(it -> it.standing().tier());
    }

    /** The card of accounts: 60 by spend, from 50 on a higher tier; a tag adds 40. */
    @Test
    void a_retagged_customer_moves_from_then_on_and_the_past_stays_as_it_was() {
        var rules =
                card(
                        YEAR,
                        MONTH,
                        levels("0", "50", "90"),
                        dimension(
                                "spend",
                                new Measure.NetSpend(365),
                                bands("100", "60"),
                                "1",
                                NO_TIER),
                        dimension(
                                "potential",
                                new Measure.Tag("potential-"),
                                new PointScale.Words(Map.of("high", points("40")), null),
                                "1",
                                new WhenMissing.Points(BigDecimal.ZERO)));
        var known = registered(ADA, day("2026-01-01"), sale("1", day("2026-01-02"), "100"));
        var retagged = day("2026-03-10").plusSeconds(3_600);
        var high = known.learn(List.of(tagged(2, "potential-high", retagged)));
        var low = high.learn(List.of(tagged(3, "potential-low", day("2026-05-01"))));

        assertThat(tier(rules, high, retagged.minusMillis(1))).contains("T1");
        assertThat(tier(rules, high, retagged)).contains("T2");
        assertThat(rules.follow(known, day("2026-03-01")).orElseThrow().reviewAt())
                .isAfter(day("2027-01-01"));
        assertThat(rules.follow(high, day("2026-03-01")).orElseThrow().reviewAt())
                .isEqualTo(retagged);
        assertThat(rules.follow(low, day("2026-06-01")).orElseThrow().changes())
                .containsExactly(
                        new TierChange.Entered("T0", day("2026-01-01"), points("0")),
                        new TierChange.Raised("T0", "T1", day("2026-01-02"), points("60")),
                        new TierChange.Raised("T1", "T2", retagged, points("100")));
        assertThat(rules.score(low, day("2026-06-01")).orElseThrow().inputs().lines())
                .contains(
                        "potential|-|1|2026-01-01T00:00:00Z",
                        "potential|high|2|2026-03-10T01:00:00Z",
                        "potential|low|3|2026-05-01T00:00:00Z");
        for (var at : List.of("2026-01-01", "2026-02-01", "2026-03-10")) {
            assertThat(rules.score(low, day(at))).isEqualTo(rules.score(known, day(at)));
        }
        assertThat(rules.score(low, day("2026-04-01")))
                .isEqualTo(rules.score(high, day("2026-04-01")));
    }

    private static Fact tagged(long version, String tag, Instant since) {
        return new Fact.Described(
                new Profile(
                        version,
                        "PERSON",
                        "CN-SH",
                        "FEMALE",
                        "30-39",
                        "02-28",
                        "zh-CN",
                        Set.of(tag),
                        Set.of("shop"),
                        day("2026-01-01")),
                since);
    }

    @Test
    void what_a_profile_says_later_leaves_no_trace_in_scores_of_the_past() {
        var rules = everything();
        var compared = 0;
        for (var number = 1L; number <= 200; number++) {
            var facts = someone(number);
            var at = day("2025-10-01");
            if (facts.profile() != null
                    && facts.profiles().versions().getLast().since().isBefore(at)) {
                var later =
                        new Fact.Described(
                                GeneratedCards.changed(
                                        new Random(number), 9, facts.profile().createdAt()),
                                at.plusMillis(1));

                assertThat(rules.score(facts.learn(List.of(later)), at))
                        .isEqualTo(rules.score(facts, at));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void equal_inputs_have_an_equal_hash_and_others_another() {
        var rules = everything();
        var facts = registered(ADA, day("2026-01-01"), sale("1", day("2026-01-02"), "100"));
        var more = facts(ADA, refund("2", day("2026-01-03"), "10"));
        var at = day("2026-03-01");

        var hash = rules.inputsHash(facts, rules.follow(facts, at).orElseThrow());

        assertThat(rules.inputsHash(facts, rules.follow(facts, at.plusSeconds(1)).orElseThrow()))
                .isEqualTo(hash);
        assertThat(score(rules, facts).inputs().hash()).isEqualTo(hash);
        var both = facts.learn(List.of(new Fact.Purchased(more.purchases().getFirst())));
        assertThat(rules.inputsHash(both, rules.follow(both, at).orElseThrow())).isNotEqualTo(hash);
        assertThat(score(rules.as(2), facts).inputs().hash()).isNotEqualTo(hash);
    }

    @Test
    void what_makes_no_sense_is_no_scheme() {
        var spend = dimension("s", new Measure.Purchases(9), bands("1", "1"), "1", NO_TIER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> card(YEAR, MONTH, levels("1", "2"), spend));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card(YEAR, MONTH, levels("0", "2", "2"), spend));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card(YEAR, MONTH, levels("0"), spend, spend));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card(Period.ZERO, MONTH, levels("0"), spend));
        assertThatIllegalArgumentException().isThrownBy(() -> bands("2", "1", "1", "5"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> dimension("t", new Measure.Tag("x"), bands("1", "1"), "1", NO_TIER));
    }
}
