package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What customers do one after the other, two to eight steps: {@code registered}, {@code purchase},
 * {@code refund}, or {@code purchase:tea} for one with goods of a category.
 *
 * @param names of the steps, in their order
 */
public record FunnelSteps(List<String> names) {

    private static final int FEWEST = 2;
    private static final int MOST = 8;
    private static final String OF_CATEGORY = "purchase:";

    public FunnelSteps {
        names = List.copyOf(names);
        if (names.size() < FEWEST || names.size() > MOST) {
            throw new IllegalArgumentException("Two to eight steps");
        }
        for (var name : names) {
            if (!isStep(name)) {
                throw new IllegalArgumentException("No step: " + name);
            }
        }
    }

    /**
     * Reads what a caller wrote, such as {@code registered,purchase,purchase:tea}.
     *
     * @throws IllegalArgumentException if it is no such list
     */
    public static FunnelSteps valueOf(String text) {
        return new FunnelSteps(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    private static boolean isStep(String name) {
        return switch (name) {
            case "registered", "purchase", "refund" -> true;
            default -> name.startsWith(OF_CATEGORY) && name.length() > OF_CATEGORY.length();
        };
    }

    /** When a customer took a step, by a moment. */
    SortedSet<Instant> moments(int step, CustomerFacts customer, Instant asOf) {
        var name = names.get(step);
        var moments = new TreeSet<Instant>();
        if (name.equals("registered")) {
            var profile = customer.profile();
            if (profile != null) {
                moments.add(profile.createdAt());
            }
        } else {
            for (var purchase : customer.purchases()) {
                if (purchase.isSale() != name.equals("refund")
                        && (!name.startsWith(OF_CATEGORY)
                                || purchase.categories()
                                        .contains(name.substring(OF_CATEGORY.length())))) {
                    moments.add(purchase.occurredAt());
                }
            }
        }
        moments.tailSet(asOf.plusNanos(1)).clear();
        return moments;
    }
}
