package io.pondcrm.segmentation.tier.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.customer;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.facts;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Schemes by points and customers for tests, from the last day of 2024 on. */
public final class GeneratedCards {

    public static final Instant START = day("2024-12-31");
    public static final Instant END = day("2026-06-01");

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private GeneratedCards() {}

    public static Name name(String word) {
        return new Name(word, word);
    }

    public static BigDecimal points(String number) {
        return new BigDecimal(number);
    }

    public static List<TierLevel> levels(String... thresholds) {
        return IntStream.range(0, thresholds.length)
                .mapToObj(rank ->
                        new TierLevel("T" + rank, name("T" + rank), points(thresholds[rank])))
                .toList();
    }

    public static Dimension dimension(
            String code, Measure measure, PointScale scale, String weight, WhenMissing missing) {
        return new Dimension(code, name(code), measure, scale, points(weight), missing);
    }

    public static PointScale line(String from, String to, String toPoints) {
        return new PointScale.Linear(points(from), BigDecimal.ZERO, points(to), points(toPoints));
    }

    public static PointScale bands(String... steps) {
        return new PointScale.Bands(
                BigDecimal.ZERO,
                IntStream.range(0, steps.length / 2)
                        .mapToObj(step ->
                                new PointScale.Bands.Step(
                                        points(steps[2 * step]), points(steps[2 * step + 1])))
                        .toList());
    }

    public static Scorecard card(
            Period membership, Period grace, List<TierLevel> levels, Dimension... dimensions) {
        return new Scorecard(
                "accounts",
                1,
                name("Accounts"),
                "CNY",
                ZONE,
                membership,
                grace,
                levels,
                List.of(dimensions));
    }

    /** Every measure, every scale, every policy. */
    public static Scorecard everything() {
        return card(
                Period.ofMonths(3),
                Period.ofDays(20),
                levels("0", "40", "90"),
                dimension(
                        "spend",
                        new Measure.NetSpend(120),
                        line("0", "3000", "100"),
                        "0.5",
                        new WhenMissing.NoTier()),
                dimension(
                        "purchases",
                        new Measure.Purchases(60),
                        bands("1", "20", "3", "60"),
                        "0.3",
                        new WhenMissing.NoTier()),
                dimension(
                        "average",
                        new Measure.AverageSale(90),
                        line("100", "700", "30"),
                        "0.7",
                        new WhenMissing.ExcludeAndRescale()),
                dimension(
                        "balance",
                        new Measure.AverageDailyBalance(30),
                        bands("500", "10", "1500", "35"),
                        "1",
                        new WhenMissing.Points(points("3"))),
                dimension(
                        "recency",
                        new Measure.DaysSincePurchase(),
                        bands("0", "50", "14", "20", "60", "0"),
                        "0.2",
                        new WhenMissing.ExcludeAndRescale()),
                dimension(
                        "tenure",
                        new Measure.Tenure(),
                        line("10", "200", "40"),
                        "0.1",
                        new WhenMissing.NoTier()),
                dimension(
                        "gender",
                        new Measure.Attribute(Measure.Field.GENDER),
                        new PointScale.Words(Map.of("FEMALE", points("11")), null),
                        "0.3",
                        new WhenMissing.ExcludeAndRescale()),
                dimension(
                        "tag",
                        new Measure.Tag("v"),
                        new PointScale.Words(Map.of("ip", points("9")), points("1")),
                        "0.5",
                        new WhenMissing.ExcludeAndRescale()),
                dimension(
                        "assets",
                        new Measure.OwnNumber("assets"),
                        line("0", "1000", "30"),
                        "0.5",
                        new WhenMissing.ExcludeAndRescale()),
                dimension(
                        "industry",
                        new Measure.OwnText("industry"),
                        new PointScale.Words(Map.of("steel", points("25")), null),
                        "0.4",
                        new WhenMissing.Points(points("5"))));
    }

    /** The best 60 and the best tenth, drawn each second month from 300 customers. */
    public static Scorecard everythingByQuota() {
        var rules =
                new Scorecard(
                        "accounts",
                        1,
                        name("Accounts"),
                        "CNY",
                        ZONE,
                        Period.ofMonths(3),
                        Period.ofDays(20),
                        List.of(
                                new TierLevel("T0", name("T0"), BigDecimal.ZERO),
                                new TierLevel("T1", name("T1"), new Quota.Count(60)),
                                new TierLevel("T2", name("T2"), new Quota.Share(points("10")))),
                        everything().dimensions(),
                        CutPoints.undrawn(Quota.Ties.ALL_IN));
        var crowd = LongStream.rangeClosed(1, 300).mapToObj(GeneratedCards::someone).toList();
        for (var month = 4; month < 16; month += 2) {
            var at = START.plus(Duration.ofDays(30L * month));
            rules = rules.with(rules.cutPoints().and(draw(rules, crowd, at), at));
        }
        return rules;
    }

    /** What the quotas come to if these are all customers. */
    public static CutTable draw(Scorecard rules, List<CustomerFacts> all, Instant at) {
        var counts = new PointCounts(rules, at);
        counts.add(all);
        return counts.toTable("tcut_" + at);
    }

    /**
     * Some with a profile that changes now and then, some without a purchase, sales and refunds at
     * any time of the day.
     */
    public static CustomerFacts someone(long number) {
        var random = new Random(number);
        var purchases = new Purchase[random.nextInt(14)];
        for (var place = 0; place < purchases.length; place++) {
            purchases[place] =
                    new Purchase(
                            "txn-" + number + "-" + place,
                            1,
                            random.nextInt(5) == 0 ? Purchase.Kind.REFUND : Purchase.Kind.SALE,
                            START.plus(Duration.ofMinutes(random.nextInt(500 * 24 * 60))),
                            BigDecimal.valueOf(random.nextInt(120_000), 2),
                            random.nextInt(9) == 0 ? "EUR" : "CNY",
                            "STORE");
        }
        if (random.nextInt(3) == 0) {
            return facts(customer(number), purchases);
        }
        var created = START.plus(Duration.ofHours(random.nextInt(3_000)));
        var known = registered(customer(number), created, purchases);
        for (var version = random.nextInt(5); version > 0; version--) {
            var since = created.plus(Duration.ofMinutes(random.nextInt(400 * 24 * 60)));
            known =
                    known.learn(
                            List.of(
                                    new Fact.Described(
                                            changed(random, 1 + version, created), since)));
        }
        return known;
    }

    /** A later version of a profile that gains and loses what the card asks for. */
    public static Profile changed(Random random, long version, Instant created) {
        var own = new HashMap<String, String>();
        if (random.nextInt(4) != 0) {
            own.put("assets", random.nextInt(4) == 0 ? "many" : random.nextInt(1_200) + ".50");
        }
        if (random.nextBoolean()) {
            own.put("industry", random.nextBoolean() ? "steel" : "tea");
        }
        return new Profile(
                version,
                "PERSON",
                "CN-SH",
                random.nextInt(3) == 0 ? null : random.nextBoolean() ? "FEMALE" : "MALE",
                "30-39",
                "02-28",
                "zh-CN",
                random.nextInt(3) == 0 ? Set.of("a") : Set.of(random.nextBoolean() ? "vip" : "vi"),
                own,
                Set.of("shop"),
                created);
    }
}
