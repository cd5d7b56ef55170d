package io.pondcrm.customer.view.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What another service says about a customer: one part of the view, replaced as a whole when that
 * service says something newer.
 *
 * @param name tells it from others of its kind, for example the scheme of a tier
 * @param source the service that says so
 * @param sequence higher for later words of that service about this part
 * @param asOf the moment that the part speaks of
 * @param values by name, as text
 * @param reasons why, where the service tells
 */
public record ViewPart(
        CustomerId customer,
        Kind kind,
        String name,
        String source,
        long sequence,
        Instant asOf,
        SortedMap<String, String> values,
        List<Reason> reasons) {

    /** What kinds of parts there are. */
    public enum Kind {
        TIER,
        LIFECYCLE,
        SCORE,
        SEGMENT,
        CASE,
        CHURN
    }

    /** One ground for what a part says. */
    public record Reason(String dimension, String input, String rule) {}

    public ViewPart {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        reasons = List.copyOf(reasons);
    }

    public static ViewPart of(
            CustomerId customer,
            Kind kind,
            String name,
            String source,
            long sequence,
            Instant asOf,
            Map<String, String> values,
            List<Reason> reasons) {
        return new ViewPart(
                customer, kind, name, source, sequence, asOf, new TreeMap<>(values), reasons);
    }

    public Optional<String> find(String value) {
        return Optional.ofNullable(values.get(value));
    }

    /** Whether this replaces what is known: later words of the same service about the same part. */
    public boolean isNewerThan(ViewPart known) {
        return sequence > known.sequence;
    }
}
