package io.pondcrm.segmentation.facts.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The customers whose ids lie between two others: a part of a walk over all that can be made by
 * itself, beside the other parts or after a break.
 *
 * @param number counts the ranges from 0, in the order of the ids
 * @param after the last customer of the range before; null for the first range
 * @param upTo the last customer of this one; null for the last range, which has no end
 */
public record CustomerRange(int number, @Nullable CustomerId after, @Nullable CustomerId upTo) {

    /**
     * The ranges that lie between bounds; together they have every customer once.
     *
     * @param bounds ascending, as {@link Facts#listBounds} gives them
     */
    public static List<CustomerRange> between(List<CustomerId> bounds) {
        var ranges = new ArrayList<CustomerRange>();
        CustomerId after = null;
        for (var bound : bounds) {
            ranges.add(new CustomerRange(ranges.size(), after, bound));
            after = bound;
        }
        ranges.add(new CustomerRange(ranges.size(), after, null));
        return ranges;
    }

    /**
     * Reads the range's customers in the order of their ids.
     *
     * @param limit how many a page has at most
     * @return how many there were
     */
    public int read(Facts facts, int limit, Consumer<CustomerFacts> look) {
        var read = 0;
        for (var page : facts.pagesAfter(after, limit)) {
            for (var known : page) {
                if (isBehind(known.customer())) {
                    return read;
                }
                look.accept(known);
                read++;
            }
            if (upTo != null && page.getLast().customer().equals(upTo)) {
                return read;
            }
        }
        return read;
    }

    private boolean isBehind(CustomerId customer) {
        return upTo != null && customer.value().compareTo(upTo.value()) > 0;
    }
}
