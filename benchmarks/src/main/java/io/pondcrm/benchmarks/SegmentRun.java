package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Parsing;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.segment.domain.SegmentFields;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A segment made anew in memory, by one thread: its predicate held against 260,000 customers with
 * two years of purchases, and for each the moment at which to look again. A plain loop over the
 * same customers counts too, and must count the same.
 */
final class SegmentRun {

    private static final int CUSTOMERS = 260_000;
    private static final int ROUNDS = 5;
    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final List<String> REGIONS = List.of("CN-SH", "CN-BJ", "CN-GD", "CN-ZJ");
    private static final BigDecimal LEAST = new BigDecimal("800");

    private static final Map<String, Object> TYPICAL =
            Map.of(
                    "all",
                    List.of(
                            Map.of(
                                    "field",
                                    "region",
                                    "op",
                                    "in",
                                    "value",
                                    List.of("CN-SH", "CN-BJ")),
                            Map.of("field", "tier", "op", "ne", "value", "STANDARD"),
                            Map.of("count", "purchases", "window", "P90D", "op", "gte", "value", 2),
                            Map.of("field", "spend365d", "op", "gte", "value", "800")));

    private SegmentRun() {}

    static List<Figure> measure() {
        var predicate =
                switch (Filter.parse(TYPICAL, SegmentFields.catalog(Currency.getInstance("CNY")))) {
                    case Parsing.Valid(var filter) -> filter;
                    case Parsing.Invalid(var faults) ->
                            throw new IllegalStateException(faults.toString());
                };
        var customers = customers();
        var took = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var begun = System.nanoTime();
            var members = 0;
            var reviews = 0;
            for (var subject : customers) {
                members += predicate.matches(subject) ? 1 : 0;
                reviews += subject.reviewAt(predicate) == null ? 0 : 1;
            }
            took.add((System.nanoTime() - begun) / 1e6);
            var wanted = customers.stream().filter(SegmentRun::isMember).count();
            if (members != wanted || reviews == 0) {
                throw new IllegalStateException(
                        "%d members, a plain loop finds %d; %d to look at again"
                                .formatted(members, wanted, reviews));
            }
        }
        var warm = GatewayCost.median(took.subList(1, ROUNDS));
        return List.of(
                new Figure(
                        "a segment made anew in memory: 260,000 customers, one thread",
                        "%.0f ms".formatted(warm),
                        "limit 1,000 ms; members as a plain loop finds them",
                        "%.2f".formatted(warm / 1_000),
                        "≤ 1,000 ms"));
    }

    private static boolean isMember(SegmentSubject subject) {
        var profile = subject.facts().profile();
        var recent = 0;
        var spend = BigDecimal.ZERO;
        for (var purchase : subject.facts().purchases()) {
            var age = Duration.between(purchase.occurredAt(), NOW);
            recent += purchase.isSale() && age.compareTo(Duration.ofDays(90)) < 0 ? 1 : 0;
            spend =
                    age.compareTo(Duration.ofDays(365)) < 0
                            ? spend.add(purchase.signedAmount())
                            : spend;
        }
        return profile != null
                && Set.of("CN-SH", "CN-BJ").contains(String.valueOf(profile.region()))
                && !"STANDARD".equals(subject.scores().find("tier"))
                && recent >= 2
                && spend.compareTo(LEAST) >= 0;
    }

    private static List<SegmentSubject> customers() {
        var random = new SplittableRandom(260);
        var customers = new ArrayList<SegmentSubject>(CUSTOMERS);
        for (var number = 0; number < CUSTOMERS; number++) {
            var news = new ArrayList<Fact>();
            news.add(new Fact.Described(profile(REGIONS.get(random.nextInt(REGIONS.size())))));
            for (var time = random.nextInt(12); time > 0; time--) {
                news.add(
                        new Fact.Purchased(
                                new Purchase(
                                        number + "-" + time,
                                        1,
                                        random.nextInt(20) == 0
                                                ? Purchase.Kind.REFUND
                                                : Purchase.Kind.SALE,
                                        NOW.minusSeconds(1 + random.nextInt(730 * 86_400)),
                                        BigDecimal.valueOf(random.nextInt(60_000), 2),
                                        "CNY",
                                        "STORE")));
            }
            var id = CustomerId.of(new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | number));
            var tier = random.nextInt(3) == 0 ? "STANDARD" : "SILVER";
            customers.add(
                    new SegmentSubject(
                            CustomerFacts.nothingAbout(id).learn(news),
                            NOW,
                            "CNY",
                            field -> field.equals("tier") ? tier : null));
        }
        return customers;
    }

    private static Profile profile(String region) {
        return new Profile(
                1,
                "PERSON",
                region,
                "FEMALE",
                "30-39",
                "02-28",
                "zh-CN",
                Set.of("vip"),
                Set.of("shop"),
                NOW.minus(Duration.ofDays(800)));
    }
}
