package io.pondcrm.segmentation.segment.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Filter.Operator;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentFieldsTest {

    static final FieldCatalog CATALOG = SegmentFields.catalog(Currency.getInstance("CNY"));
    static final Instant NOW = day("2026-06-01");

    @Test
    void every_declared_field_can_be_asked_of_a_customer_of_whom_nothing_is_known() {
        var nobody = new SegmentSubject(CustomerFacts.nothingAbout(ADA), NOW, "CNY", _ -> null);

        for (var field : CATALOG.names()) {
            var held = nobody.lookup(field);
            assertThat(
                            held == null
                                    || held instanceof Collection<?> set && set.isEmpty()
                                    || held instanceof Integer none && none == 0
                                    || held instanceof BigDecimal sum && sum.signum() == 0)
                    .as(field)
                    .isTrue();
        }
    }

    /** Every field with every operator of its type against a twin that computes from scratch. */
    @Test
    void every_operator_of_every_field_equals_a_brute_force_evaluator() {
        var random = new Random(23);
        var customers = new ArrayList<SegmentSubject>();
        for (var number = 0; number < 60; number++) {
            customers.add(randomCustomer(random, number));
        }
        var asked = 0;
        for (var field : CATALOG.names()) {
            for (var operator : CATALOG.findType(field).orElseThrow().operators()) {
                var values = new TreeSet<String>();
                for (var customer : customers) {
                    asText(plain(customer, field)).forEach(values::add);
                }
                for (var value : some(values, field)) {
                    var filter = filter(field, operator, value);
                    for (var customer : customers) {
                        asked++;
                        assertThat(filter.matches(customer::lookup))
                                .as("%s over %s", filter, plain(customer, field))
                                .isEqualTo(holds(plain(customer, field), operator, value));
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(5_000);
    }

    /** Looks every hour: what review promises must come true, and nothing else. */
    @Test
    void nothing_changes_before_the_moment_of_review() {
        var random = new Random(31);
        for (var round = 0; round < 15; round++) {
            var customer = randomCustomer(random, round).facts();
            var filter =
                    new Filter.Any(
                            List.of(
                                    Filter.where(
                                            "spend30d",
                                            Operator.GTE,
                                            new BigDecimal(random.nextInt(300))),
                                    Filter.where(
                                            "purchases90d",
                                            Operator.GT,
                                            new BigDecimal(random.nextInt(4))),
                                    new Filter.Not(
                                            Filter.where(
                                                    "daysSinceLastPurchase",
                                                    Operator.LT,
                                                    new BigDecimal(random.nextInt(60))))));
            var review = SegmentFields.reviewAt(filter, customer, NOW);
            var before = matches(filter, customer, NOW);
            var end = NOW.plus(Duration.ofDays(200));
            for (var at = NOW; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
                if (matches(filter, customer, at) != before) {
                    assertThat(review).isNotNull();
                    assertThat(Objects.requireNonNull(review)).isBeforeOrEqualTo(at);
                    break;
                }
            }
        }
    }

    @Test
    void a_predicate_over_the_profile_is_never_reviewed() {
        var customer = registered(ADA, day("2026-01-01"), sale("a", day("2026-05-01"), "10"));

        assertThat(
                        SegmentFields.reviewAt(
                                Filter.where("region", Operator.EQ, "CN-SH"), customer, NOW))
                .isNull();
        assertThat(
                        SegmentFields.reviewAt(
                                Filter.where("spend90d", Operator.GT, BigDecimal.ONE),
                                customer,
                                NOW))
                .isEqualTo(day("2026-05-01").plus(Duration.ofDays(90)));
        assertThat(
                        SegmentFields.reviewAt(
                                Filter.where(
                                        "daysSinceLastPurchase", Operator.GTE, new BigDecimal(60)),
                                customer,
                                NOW))
                .isEqualTo(day("2026-05-01").plus(Duration.ofDays(60)));
    }

    private static boolean matches(Filter filter, CustomerFacts facts, Instant at) {
        return filter.matches(new SegmentSubject(facts, at, "CNY", _ -> null)::lookup);
    }

    private static SegmentSubject randomCustomer(Random random, int number) {
        var purchases = new ArrayList<Purchase>();
        for (var at = 0; at < random.nextInt(8); at++) {
            var moment = NOW.minus(Duration.ofMinutes(random.nextInt(400 * 24 * 60)));
            var amount = Integer.toString(1 + random.nextInt(200));
            purchases.add(
                    random.nextInt(5) == 0
                            ? refund("t" + at, moment, amount)
                            : sale("t" + at, moment, amount));
        }
        var facts =
                number % 7 == 0
                        ? Fixtures.facts(
                                Fixtures.customer(number), purchases.toArray(Purchase[]::new))
                        : registered(
                                Fixtures.customer(number),
                                day("2025-01-01"),
                                purchases.toArray(Purchase[]::new));
        if (number % 3 == 0) {
            facts =
                    facts.learn(
                            List.of(
                                    new Fact.Consented(
                                            new ConsentState(1, "MARKETING", "EMAIL", true))));
        }
        Map<String, Object> scores =
                number % 5 == 0
                        ? Map.of()
                        : Map.of(
                                "tier",
                                number % 2 == 0 ? "GOLD" : "SILVER",
                                "lifecycleStage",
                                "LOYAL",
                                "rfmSegment",
                                "CHAMPIONS",
                                "rfmCell",
                                "555",
                                "rfmRecency",
                                1 + number % 5,
                                "abcClass",
                                "A");
        return new SegmentSubject(facts, NOW, "CNY", scores::get);
    }

    /** What a field holds, computed the plain way. */
    private static @Nullable Object plain(SegmentSubject subject, String field) {
        var facts = subject.facts();
        var profile = facts.profile();
        var past = facts.purchases().stream().filter(p -> !p.occurredAt().isAfter(NOW)).toList();
        var sales = past.stream().filter(Purchase::isSale).toList();
        if (field.matches("(spend|purchases)(\\d+d|Total)")) {
            var days = field.endsWith("Total") ? 99_999 : digits(field);
            var spend = BigDecimal.ZERO;
            var count = 0;
            for (var purchase : past) {
                if (Duration.between(purchase.occurredAt(), NOW).compareTo(Duration.ofDays(days))
                        < 0) {
                    spend = spend.add(purchase.signedAmount());
                    count += purchase.isSale() ? 1 : 0;
                }
            }
            return field.startsWith("spend") ? spend : BigDecimal.valueOf(count);
        }
        var bySale = new HashMap<String, @Nullable Object>();
        if (!sales.isEmpty()) {
            bySale.put("firstPurchaseAt", sales.getFirst().occurredAt());
            bySale.put("lastPurchaseAt", sales.getLast().occurredAt());
            bySale.put(
                    "daysSinceLastPurchase",
                    BigDecimal.valueOf(
                            Duration.between(sales.getLast().occurredAt(), NOW).toDays()));
        }
        if (List.of("firstPurchaseAt", "lastPurchaseAt", "daysSinceLastPurchase").contains(field)) {
            return bySale.get(field);
        }
        return switch (field) {
            case "channels" -> sales.isEmpty() ? List.of() : List.of("STORE");
            case "consents" -> facts.consents().isEmpty() ? List.of() : List.of("MARKETING/EMAIL");
            case "tags" -> profile == null ? null : profile.tags();
            case "systems" -> profile == null ? null : profile.systems();
            case "kind" -> profile == null ? null : "PERSON";
            case "region" -> profile == null ? null : "CN-SH";
            case "gender" -> profile == null ? null : "FEMALE";
            case "ageBand" -> profile == null ? null : "30-39";
            case "birthday" -> profile == null ? null : "02-28";
            case "locale" -> profile == null ? null : "zh-CN";
            case "createdAt" -> profile == null ? null : day("2025-01-01");
            default -> {
                var score = subject.scores().apply(field);
                yield score instanceof Integer number ? BigDecimal.valueOf(number) : score;
            }
        };
    }

    private static int digits(String field) {
        return Integer.parseInt(field.replaceAll("\\D", ""));
    }

    private static boolean holds(@Nullable Object held, Operator operator, Object value) {
        var nothing = held == null || held instanceof Collection<?> set && set.isEmpty();
        return switch (operator) {
            case EXISTS -> !nothing;
            case NE -> nothing || order(held, value) != 0;
            case EQ -> !nothing && order(held, value) == 0;
            case IN, CONTAINS ->
                    !nothing
                            && (held instanceof Collection<?> set
                                    ? set.contains(value)
                                    : order(held, value) == 0);
            case GT -> !nothing && order(held, value) > 0;
            case GTE -> !nothing && order(held, value) >= 0;
            case LT -> !nothing && order(held, value) < 0;
            case LTE -> !nothing && order(held, value) <= 0;
            case STARTS_WITH -> !nothing && String.valueOf(held).startsWith(value.toString());
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int order(@Nullable Object held, Object value) {
        return ((Comparable) Objects.requireNonNull(held)).compareTo(value);
    }

    private static Filter filter(String field, Operator operator, Object value) {
        return switch (operator) {
            case EXISTS -> new Filter.Exists(field, true);
            case IN -> new Filter.In(field, List.of(value));
            default -> Filter.where(field, operator, value);
        };
    }

    private static List<String> asText(@Nullable Object held) {
        return switch (held) {
            case null -> List.of();
            case Collection<?> set -> set.stream().map(Object::toString).toList();
            case BigDecimal number -> List.of(number.toPlainString());
            default -> List.of(held.toString());
        };
    }

    /** A few of the values that occur, and one that does not. */
    private static List<Object> some(TreeSet<String> values, String field) {
        var chosen = new ArrayList<Object>();
        var type = CATALOG.findType(field).orElseThrow();
        for (var text : values) {
            if (chosen.size() < 6) {
                chosen.add(
                        switch (type) {
                            case NUMBER, MONEY -> new BigDecimal(text);
                            case INSTANT -> Instant.parse(text);
                            default -> text;
                        });
            }
        }
        chosen.add(
                switch (type) {
                    case NUMBER, MONEY -> new BigDecimal("77.5");
                    case INSTANT -> NOW;
                    default -> "none such";
                });
        return chosen;
    }
}
