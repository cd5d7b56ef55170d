package io.pondcrm.customer.view.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that happened to or with a customer.
 *
 * @param id of the event that told us: the same event again is the same entry
 * @param at when it happened, which may be long before we learned of it
 * @param type what happened, for example {@code transaction.recorded}
 * @param source the service that told us, for example {@code customer-service}
 * @param details by name, as text
 */
public record TimelineEntry(
        String id,
        CustomerId customer,
        Instant at,
        String type,
        String source,
        SortedMap<String, String> details) {

    public TimelineEntry {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    public static TimelineEntry of(
            String id,
            CustomerId customer,
            Instant at,
            String type,
            String source,
            Map<String, String> details) {
        return new TimelineEntry(id, customer, at, type, source, new TreeMap<>(details));
    }

    /** The kind of thing, for example {@code transaction}. */
    public String category() {
        var dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
