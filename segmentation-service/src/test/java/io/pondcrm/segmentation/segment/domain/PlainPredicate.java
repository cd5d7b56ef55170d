package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.FieldCatalog.Type;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.facts.domain.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Predicates evaluated the plain way, straight from their JSON and by going through all purchases:
 * shares nothing with the code it checks but the list of fields.
 */
final class PlainPredicate {

    private PlainPredicate() {}

    static boolean matches(Map<?, ?> tree, SegmentSubject customer) {
        if (tree.get("all") instanceof List<?> parts) {
            return parts.stream().allMatch(part -> matches((Map<?, ?>) part, customer));
        }
        if (tree.get("any") instanceof List<?> parts) {
            return parts.stream().anyMatch(part -> matches((Map<?, ?>) part, customer));
        }
        if (tree.get("not") instanceof Map<?, ?> part) {
            return !matches(part, customer);
        }
        if (tree.get("field") instanceof String field) {
            return holds(
                    held(customer, field),
                    String.valueOf(tree.get("op")),
                    tree.get("value"),
                    SegmentFieldsTest.CATALOG.findType(field).orElseThrow());
        }
        return holds(
                total(tree, customer),
                String.valueOf(tree.get("op")),
                tree.get("value"),
                Type.NUMBER);
    }

    /** All comparisons of a predicate. */
    static List<Map<?, ?>> comparisons(Map<?, ?> tree) {
        var found = new ArrayList<Map<?, ?>>();
        for (var key : List.of("all", "any")) {
            if (tree.get(key) instanceof List<?> parts) {
                parts.forEach(part -> found.addAll(comparisons((Map<?, ?>) part)));
                return found;
            }
        }
        if (tree.get("not") instanceof Map<?, ?> part) {
            return comparisons(part);
        }
        found.add(tree);
        return found;
    }

    private static BigDecimal total(Map<?, ?> tree, SegmentSubject customer) {
        var isCount = tree.containsKey("count");
        var kind = String.valueOf(tree.get(isCount ? "count" : "sum"));
        var where = (Map<?, ?>) tree.get("where");
        var said = tree.get("currency");
        var asksAmount =
                where != null
                        && comparisons(where).stream()
                                .anyMatch(it -> "amount".equals(it.get("field")));
        var currency = said == null && (!isCount || asksAmount) ? "CNY" : said;
        var total = BigDecimal.ZERO;
        for (var purchase : customer.facts().purchases()) {
            var isOfKind =
                    kind.equals("transactions")
                            || kind.equals("purchases") == (purchase.kind() == Purchase.Kind.SALE);
            if (isOfKind
                    && (currency == null || currency.equals(purchase.currency()))
                    && isIn((String) tree.get("window"), purchase.occurredAt(), customer.at())
                    && (where == null || matches(where, purchase))) {
                var takesBack =
                        kind.equals("transactions") && purchase.kind() == Purchase.Kind.REFUND;
                total =
                        isCount
                                ? total.add(BigDecimal.ONE)
                                : takesBack
                                        ? total.subtract(purchase.amount())
                                        : total.add(purchase.amount());
            }
        }
        return total;
    }

    private static boolean matches(Map<?, ?> where, Purchase purchase) {
        if (where.get("all") instanceof List<?> parts) {
            return parts.stream().allMatch(part -> matches((Map<?, ?>) part, purchase));
        }
        if (where.get("any") instanceof List<?> parts) {
            return parts.stream().anyMatch(part -> matches((Map<?, ?>) part, purchase));
        }
        if (where.get("not") instanceof Map<?, ?> part) {
            return !matches(part, purchase);
        }
        var operator = String.valueOf(where.get("op"));
        var value = where.get("value");
        return switch (String.valueOf(where.get("field"))) {
            case "channel" -> holds(purchase.channel(), operator, value, Type.TEXT);
            case "categories" -> holds(purchase.categories(), operator, value, Type.TEXT_SET);
            default -> holds(purchase.amount(), operator, value, Type.NUMBER);
        };
    }

    static boolean isIn(@Nullable String window, Instant happened, Instant at) {
        return !happened.isAfter(at) && (window == null || end(window, happened).isAfter(at));
    }

    static Instant end(String window, Instant happened) {
        var parts = window.split("T", 2);
        var end = happened.atZone(ZoneOffset.UTC);
        if (!parts[0].equals("P")) {
            end = end.plus(Period.parse(parts[0]));
        }
        if (parts.length == 2) {
            end = end.plus(Duration.parse("PT" + parts[1]));
        }
        return end.toInstant();
    }

    /** What a field holds, computed from scratch. */
    static @Nullable Object held(SegmentSubject subject, String field) {
        var facts = subject.facts();
        var now = subject.at();
        var profile = facts.profile();
        var past = facts.purchases().stream().filter(p -> !p.occurredAt().isAfter(now)).toList();
        var sales = past.stream().filter(p -> p.kind() == Purchase.Kind.SALE).toList();
        if (field.matches("(spend|purchases)(\\d+d|Total)")) {
            var window = field.endsWith("Total") ? null : "P" + field.replaceAll("\\D", "") + "D";
            var spend = BigDecimal.ZERO;
            var count = 0;
            for (var purchase : past) {
                if (isIn(window, purchase.occurredAt(), now)) {
                    var isSale = purchase.kind() == Purchase.Kind.SALE;
                    count += isSale ? 1 : 0;
                    if (purchase.currency().equals("CNY")) {
                        spend =
                                isSale
                                        ? spend.add(purchase.amount())
                                        : spend.subtract(purchase.amount());
                    }
                }
            }
            return field.startsWith("spend") ? spend : BigDecimal.valueOf(count);
        }
        return switch (field) {
            case "firstPurchaseAt" -> sales.isEmpty() ? null : sales.getFirst().occurredAt();
            case "lastPurchaseAt" -> sales.isEmpty() ? null : sales.getLast().occurredAt();
            case "daysSinceLastPurchase" ->
                    sales.isEmpty()
                            ? null
                            : BigDecimal.valueOf(
                                    Duration.between(sales.getLast().occurredAt(), now).toDays());
            case "channels" ->
                    sales.stream().map(Purchase::channel).filter(Objects::nonNull).toList();
            case "consents" -> {
                var granted = new ArrayList<String>();
                for (var consent : facts.consents().values()) {
                    if (consent.granted()) {
                        granted.add(consent.purpose() + "/" + consent.channel());
                    }
                }
                yield granted;
            }
            case "tags" -> profile == null ? null : profile.tags();
            case "systems" -> profile == null ? null : profile.systems();
            case "kind" -> profile == null ? null : profile.kind();
            case "region" -> profile == null ? null : profile.region();
            case "gender" -> profile == null ? null : profile.gender();
            case "ageBand" -> profile == null ? null : profile.ageBand();
            case "birthday" -> profile == null ? null : profile.birthday();
            case "locale" -> profile == null ? null : profile.locale();
            case "createdAt" -> profile == null ? null : profile.createdAt();
            case "attributes.store" -> written(profile, "store", ".*");
            case "attributes.assets" -> {
                var text = written(profile, "assets", "-?\\d+(\\.\\d+)?");
                yield text == null ? null : new BigDecimal(text);
            }
            case "attributes.listed" -> written(profile, "listed", "true|false");
            case "attributes.until" -> written(profile, "until", "2026-0(2-28|3-01)");
            default -> {
                var score = subject.scores().find(field);
                yield score instanceof Integer number ? BigDecimal.valueOf(number) : score;
            }
        };
    }

    /** What somebody wrote, where it makes sense. */
    private static @Nullable String written(
            @Nullable Profile profile, String attribute, String sense) {
        var text = profile == null ? null : profile.attributes().get(attribute);
        return text != null && text.matches(sense) ? text : null;
    }

    private static boolean holds(
            @Nullable Object held, String operator, @Nullable Object value, Type type) {
        var nothing = held == null || held instanceof Collection<?> set && set.isEmpty();
        return switch (operator) {
            case "exists" -> nothing != Objects.equals(value, true);
            case "ne" -> nothing || order(held, value, type) != 0;
            case "eq" -> !nothing && order(held, value, type) == 0;
            case "in" ->
                    !nothing
                            && ((List<?>) Objects.requireNonNull(value))
                                    .stream().anyMatch(one -> has(held, one, type));
            case "contains" -> !nothing && has(held, value, type);
            case "gt" -> !nothing && order(held, value, type) > 0;
            case "gte" -> !nothing && order(held, value, type) >= 0;
            case "lt" -> !nothing && order(held, value, type) < 0;
            case "lte" -> !nothing && order(held, value, type) <= 0;
            case "startsWith" -> !nothing && String.valueOf(held).startsWith((String) value);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean has(@Nullable Object held, @Nullable Object value, Type type) {
        return held instanceof Collection<?> set
                ? set.contains(value)
                : order(held, value, type) == 0;
    }

    private static int order(@Nullable Object held, @Nullable Object value, Type type) {
        var written = String.valueOf(value);
        return switch (type) {
            case NUMBER, MONEY ->
                    ((BigDecimal) Objects.requireNonNull(held)).compareTo(new BigDecimal(written));
            case INSTANT ->
                    ((Instant) Objects.requireNonNull(held)).compareTo(Instant.parse(written));
            default -> String.valueOf(held).compareTo(written);
        };
    }
}
