package io.pondcrm.suite;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a customer bought by a day, and what each preset makes of that, reckoned by what the presets
 * say of themselves and by nothing of ours. True of who bought within the last 300 days or more
 * than two years ago: no figure of a year is about to fall then, and every tier kept for a while
 * has ended.
 *
 * @param tickets one a day at most, each at noon
 */
record BuyingPlan(NavigableMap<LocalDate, BigDecimal> tickets, LocalDate today) {

    /** Nothing, one small purchase, a habit, two large purchases, and one eleven years ago. */
    static List<BuyingPlan> some(LocalDate today) {
        var nothing = new BuyingPlan(new TreeMap<>(), today);
        return List.of(
                nothing,
                nothing.and(10, "500.00"),
                nothing.and(200, "600.00")
                        .and(150, "600.00")
                        .and(100, "600.00")
                        .and(50, "600.00")
                        .and(20, "600.00"),
                nothing.and(120, "9000.00").and(30, "6000.00"),
                nothing.and(4_000, "12000.00"));
    }

    BuyingPlan and(int daysAgo, String amount) {
        var more = new TreeMap<>(tickets);
        more.put(today.minusDays(daysAgo), new BigDecimal(amount));
        return new BuyingPlan(more, today);
    }

    private NavigableMap<LocalDate, BigDecimal> within(int days) {
        return tickets.tailMap(today.minusDays(days), false);
    }

    private BigDecimal spendOfAYear() {
        return within(365).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A tier scheme's points: three-layer or behaviour-3. */
    BigDecimal points(String preset) {
        return switch (preset) {
            case "three-layer" -> {
                var purchases = within(365).size();
                var often = purchases >= 4 ? 45 : purchases >= 1 ? 30 : 0;
                var spend = spendOfAYear().intValueExact();
                yield BigDecimal.valueOf(often + (spend >= 10_000 ? 50 : spend >= 2_000 ? 20 : 0));
            }
            case "behaviour-3" ->
                    BigDecimal.valueOf(
                            (tickets.isEmpty() ? 0 : 10) + (within(180).size() >= 4 ? 10 : 0));
            default -> throw new IllegalArgumentException(preset);
        };
    }

    /** The tiers of a scheme, lowest first. */
    static List<String> tiers(String preset) {
        return switch (preset) {
            case "three-layer" -> List.of("POTENTIAL", "ORDINARY", "VIP");
            case "behaviour-3" -> List.of("NEVER_BOUGHT", "OCCASIONAL", "FREQUENT");
            default -> throw new IllegalArgumentException(preset);
        };
    }

    String tier(String preset) {
        var from =
                switch (preset) {
                    case "three-layer" -> List.of(30, 80);
                    default -> List.of(10, 20);
                };
        var points = points(preset);
        var reached =
                from.stream().filter(it -> points.compareTo(BigDecimal.valueOf(it)) >= 0).count();
        return tiers(preset).get((int) reached);
    }

    /** The stages of a lifecycle. */
    static List<String> stages(String preset) {
        return preset.equals("lifecycle-4")
                ? List.of("POTENTIAL", "NEW", "ACTIVE", "LOST")
                : List.of("POTENTIAL", "FIRST_PURCHASE", "REPEAT", "LOYAL", "LOST");
    }

    String stage(String preset) {
        if (tickets.isEmpty()) {
            return "POTENTIAL";
        }
        if (within(180).isEmpty()) {
            return "LOST";
        }
        if (preset.equals("lifecycle-4")) {
            return within(90).size() == tickets.size() ? "NEW" : "ACTIVE";
        }
        return within(365).size() >= 5
                ? "LOYAL"
                : tickets.size() >= 2 ? "REPEAT" : "FIRST_PURCHASE";
    }

    /** What the reasons for the stage go by. */
    List<String> evidence(String preset) {
        return switch (stage(preset)) {
            case "POTENTIAL" -> List.of("purchases 0");
            case "FIRST_PURCHASE" -> List.of("purchases 1");
            case "REPEAT" ->
                    List.of("purchases " + tickets.size(), "purchases365d " + within(365).size());
            case "LOYAL" -> List.of("purchases365d " + within(365).size());
            case "NEW" -> List.of("firstPurchaseAt " + at(tickets.firstKey()));
            case "ACTIVE" ->
                    List.of(
                            "firstPurchaseAt " + at(tickets.firstKey()),
                            "lastPurchaseAt " + at(tickets.lastKey()));
            default -> List.of("lastPurchaseAt " + at(tickets.lastKey()));
        };
    }

    private static String at(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(TierScenariosIT.ZONE).toInstant().toString();
    }
}
