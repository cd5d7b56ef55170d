package io.pondcrm.segmentation.segment.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.day;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Parsing;
import io.pondcrm.segmentation.facts.domain.AttributeType;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.facts.domain.ConsentState;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Customers and predicates by chance; the same ones for the same seed. */
final class Generated {

    static final Instant NOW = day("2026-06-01");
    static final Instant KNOWN_SINCE = day("2025-01-01");

    private static final List<String> CATEGORIES = List.of("tea", "cups", "ink");

    private static final List<String> CHANNELS = List.of("STORE", "WEB", "WECHAT");
    private static final List<String> CURRENCIES = List.of("CNY", "CNY", "CNY", "EUR");
    static final List<String> NUMBER_OPERATORS =
            List.of("eq", "ne", "gt", "gte", "lt", "lte", "in");

    static final AttributeTypes ATTRIBUTES =
            new AttributeTypes(
                    Map.of(
                            "store", AttributeType.TEXT,
                            "assets", AttributeType.NUMBER,
                            "listed", AttributeType.BOOLEAN,
                            "until", AttributeType.DATE));

    /** As somebody may have written them; not all can be read. */
    private static final Map<String, List<String>> WRITTEN =
            Map.of(
                    "store", List.of("North", "South", "true", "7.5"),
                    "assets", List.of("7.5", "7.50", "-3", "1200", "1e3", "much"),
                    "listed", List.of("true", "false", "false", "yes"),
                    "until", List.of("2026-02-28", "2026-03-01", "2026-02-30", "soon"));

    private final Random random;

    Generated(long seed) {
        random = new Random(seed);
    }

    /**
     * Some are not registered, some have no purchase, some buy in euros or through no channel, some
     * have withdrawn a consent.
     *
     * @param back how long ago a purchase may be
     * @param ahead how far ahead, for purchases that are known before they happen
     */
    SegmentSubject customer(int number, int purchases, Duration back, Duration ahead) {
        var news = new ArrayList<Fact>();
        for (var at = random.nextInt(purchases + 1); at > 0; at--) {
            var millis = random.nextLong(-back.toMillis(), ahead.toMillis() + 1);
            // Half of them to the second: then several things happen at one moment.
            var moment = NOW.plusMillis(random.nextBoolean() ? millis : millis / 1_000 * 1_000);
            news.add(
                    new Fact.Purchased(
                            new Purchase(
                                    "t" + at,
                                    1,
                                    random.nextInt(4) == 0
                                            ? Purchase.Kind.REFUND
                                            : Purchase.Kind.SALE,
                                    moment,
                                    new BigDecimal(random.nextInt(200)).movePointLeft(1),
                                    CURRENCIES.get(random.nextInt(CURRENCIES.size())),
                                    random.nextInt(6) == 0 ? null : any(CHANNELS),
                                    CATEGORIES.stream().filter(_ -> random.nextBoolean()).toList(),
                                    null)));
        }
        if (number % 7 != 0) {
            news.add(new Fact.Described(profile()));
        }
        for (var channel : List.of("EMAIL", "SMS", "WECHAT")) {
            for (var sequence = random.nextInt(3); sequence > 0; sequence--) {
                news.add(
                        new Fact.Consented(
                                new ConsentState(
                                        sequence,
                                        random.nextInt(4) == 0 ? "PROFILING" : "MARKETING",
                                        channel,
                                        random.nextInt(3) != 0)));
            }
        }
        var facts = CustomerFacts.nothingAbout(Fixtures.customer(number)).learn(news);
        Map<String, Object> scores =
                number % 5 == 0
                        ? Map.of()
                        : Map.of(
                                "clvValue",
                                new BigDecimal(7 * number).movePointLeft(1),
                                "clvBand",
                                any(List.of("HIGH", "ORDINARY", "LOW")),
                                "clvAlive",
                                new BigDecimal(number % 10).movePointLeft(1),
                                "tier",
                                number % 2 == 0 ? "GOLD" : "SILVER",
                                "lifecycleStage",
                                any(List.of("LOYAL", "LOST")),
                                "rfmSegment",
                                any(List.of("CHAMPIONS", "AT_RISK")),
                                "rfmCell",
                                any(List.of("555", "111", "155")),
                                "rfmRecency",
                                1 + number % 5,
                                "abcClass",
                                any(List.of("A", "B", "C")));
        return new SegmentSubject(facts, NOW, "CNY", ATTRIBUTES, scores::get);
    }

    /** A person or an organization, of whom more or less is known. */
    private Profile profile() {
        var isPerson = random.nextInt(4) != 0;
        return new Profile(
                1,
                isPerson ? "PERSON" : "ORGANIZATION",
                anyOrNone(List.of("CN-SH", "CN-GD", "CN-BJ", "HK")),
                isPerson ? anyOrNone(List.of("FEMALE", "MALE", "OTHER")) : null,
                isPerson ? anyOrNone(List.of("10-19", "20-29", "30-39", "60-69")) : null,
                isPerson ? anyOrNone(List.of("01-31", "02-28", "02-29", "12-31")) : null,
                anyOrNone(List.of("zh-CN", "zh-HK", "en")),
                some(List.of("vip", "potential-high", "wholesale", "x")),
                attributes(),
                some(List.of("shop", "erp", "pos")),
                KNOWN_SINCE.plus(Duration.ofDays(random.nextInt(500))));
    }

    private Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        for (var written : new TreeMap<>(WRITTEN).entrySet()) {
            if (random.nextInt(4) != 0) {
                attributes.put(written.getKey(), any(written.getValue()));
            }
        }
        return attributes;
    }

    private @Nullable String anyOrNone(List<String> choices) {
        return random.nextInt(5) == 0 ? null : any(choices);
    }

    private Set<String> some(List<String> choices) {
        return choices.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
    }

    /** A predicate as JSON: combinations of the comparisons that {@code leaf} makes. */
    Map<String, Object> predicate(int depth, Leaf leaf) {
        return switch (depth == 0 ? 3 : random.nextInt(5)) {
            case 0 -> Map.of("all", parts(depth, leaf, 0));
            case 1 -> Map.of("any", parts(depth, leaf, 1));
            case 2 -> Map.of("not", predicate(depth - 1, leaf));
            default -> leaf.next();
        };
    }

    /** Makes one comparison. */
    @FunctionalInterface
    interface Leaf {
        Map<String, Object> next();
    }

    private List<Object> parts(int depth, Leaf leaf, int atLeast) {
        var parts = new ArrayList<Object>();
        for (var left = atLeast + random.nextInt(3); left > 0; left--) {
            parts.add(predicate(depth - 1, leaf));
        }
        return parts;
    }

    /** A question about events in one of the windows, or ever. */
    Map<String, Object> aggregate(List<String> windows) {
        var isCount = random.nextBoolean();
        var tree = new LinkedHashMap<String, Object>();
        tree.put(isCount ? "count" : "sum", any(List.of("purchases", "refunds", "transactions")));
        if (random.nextInt(6) != 0) {
            tree.put("window", any(windows));
        }
        if (random.nextInt(4) == 0) {
            tree.put("currency", any(List.of("CNY", "EUR")));
        }
        if (random.nextInt(3) == 0) {
            tree.put("where", predicate(1, this::whereLeaf));
        }
        var operator = any(NUMBER_OPERATORS);
        tree.put("op", operator);
        tree.put("value", operator.equals("in") ? List.of(number(isCount), 1, 2) : number(isCount));
        return tree;
    }

    private Map<String, Object> whereLeaf() {
        return switch (random.nextInt(9)) {
            case 6 -> comparison("categories", "contains", any(CATEGORIES));
            case 7 -> comparison("categories", "in", List.of(any(CATEGORIES), "none such"));
            case 8 -> comparison("categories", "exists", random.nextBoolean());
            case 0 -> comparison("channel", "eq", any(CHANNELS));
            case 1 -> comparison("channel", "in", List.of("WEB", "WECHAT"));
            case 2 -> comparison("channel", "ne", any(CHANNELS));
            case 3 -> comparison("channel", "exists", random.nextBoolean());
            case 4 -> comparison("channel", "startsWith", "WE");
            default -> {
                var operator = any(NUMBER_OPERATORS);
                yield comparison(
                        "amount", operator, operator.equals("in") ? List.of(10, "7.5") : amount());
            }
        };
    }

    private Object number(boolean isCount) {
        if (isCount) {
            return random.nextInt(6);
        }
        return random.nextInt(3) == 0 ? BigDecimal.ZERO : amount().multiply(BigDecimal.TWO);
    }

    private BigDecimal amount() {
        return new BigDecimal(random.nextInt(200)).movePointLeft(1);
    }

    /** A question to a field that time changes. */
    Map<String, Object> ageing() {
        var field =
                any(
                        List.of(
                                "spend30d",
                                "spend90d",
                                "spendTotal",
                                "purchases30d",
                                "purchases180d",
                                "purchasesTotal",
                                "daysSinceLastPurchase",
                                "daysSinceLastPurchase",
                                "firstPurchaseAt",
                                "lastPurchaseAt",
                                "channels"));
        return switch (field) {
            case "channels" -> comparison(field, "contains", any(CHANNELS));
            case "firstPurchaseAt", "lastPurchaseAt" ->
                    comparison(
                            field,
                            any(List.of("lt", "gte")),
                            NOW.plusSeconds(random.nextInt(-90_000, 90_000)).toString());
            case "daysSinceLastPurchase" ->
                    comparison(
                            field,
                            any(List.of("eq", "ne", "gt", "gte", "lt", "lte")),
                            new BigDecimal(random.nextInt(-10, 1_500)).movePointLeft(1));
            default ->
                    comparison(
                            field,
                            any(List.of("eq", "ne", "gt", "gte", "lt", "lte")),
                            number(field.startsWith("purchases")));
        };
    }

    static Map<String, Object> comparison(String field, String operator, Object value) {
        return Map.of("field", field, "op", operator, "value", value);
    }

    static Filter read(Map<String, Object> tree) {
        return switch (Filter.parse(tree, SegmentFieldsTest.CATALOG)) {
            case Parsing.Valid(var filter) -> filter;
            case Parsing.Invalid invalid -> throw new AssertionError(tree + ": " + invalid);
        };
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
