package io.pondcrm.chassis.retention;

import io.pondcrm.chassis.basics.Text;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long one kind of data is kept, and why.
 *
 * @param kind in lower case with hyphens; the setting {@code pond.retention.<kind>} changes the
 *     limit
 * @param ends what ends it
 * @param limit by default; null where no sweep deletes anything
 * @param shortest what the setting must not fall below, since something counts on it; null for any
 * @param since from which moment the limit counts; null as the limit is
 * @param law the articles that say so, in no language
 * @param stores where it lies
 */
public record RetentionRule(
        String kind,
        Ends ends,
        @Nullable Period limit,
        @Nullable Period shortest,
        @Nullable Text since,
        Text reason,
        String law,
        List<Store> stores) {

    /** Storage limitation: no longer than is needed. */
    public static final String NO_LONGER = "GDPR 5(1)(e); PIPL 19";

    /** What ends the keeping of something. */
    public enum Ends {
        /** A sweep, after a time. */
        LIMIT,
        /** That the customer is erased. */
        ERASURE,
        /** Nothing before the law lets it go. */
        LAW,
        /** That nobody uses it any more: it is nobody's, or replaced as it goes. */
        USE
    }

    /**
     * A collection, and how to know in it what is old.
     *
     * @param field of the moment from which the limit counts, or of the owner in a part; null where
     *     a {@link Retained} knows
     * @param prefix of ids that tell the moment; null where a field holds it
     * @param isPart whether its documents go with those of the rule's dated collection
     * @param only values of fields; the rule is about these documents only
     */
    public record Store(
            String collection,
            @Nullable String field,
            @Nullable String prefix,
            boolean isPart,
            Map<String, Object> only) {

        public Store {
            only = Map.copyOf(only);
        }

        /** Whose age a {@link Retained} knows. */
        public static Store of(String collection) {
            return new Store(collection, null, null, false, Map.of());
        }

        /** Whose age stands in a field, as a moment. What has none there is not old. */
        public static Store dated(String collection, String field) {
            return new Store(collection, field, null, false, Map.of());
        }

        /** Whose age is in its ids: they sort by time. */
        public static Store datedById(String collection, String prefix) {
            return new Store(collection, "_id", prefix, false, Map.of());
        }

        /** Goes with the document whose id is in that field, and before it. */
        public static Store part(String collection, String owner) {
            return new Store(collection, owner, null, true, Map.of());
        }

        /** The same, of the documents with this value only. */
        public Store where(String name, Object value) {
            return new Store(collection, field, prefix, isPart, Map.of(name, value));
        }

        boolean isDated() {
            return field != null && !isPart;
        }
    }

    public RetentionRule {
        stores = List.copyOf(stores);
    }

    /** Kept for a time. */
    public static RetentionRule limited(
            String kind, Period limit, Text since, Text reason, String law, Store... stores) {
        return new RetentionRule(
                kind, Ends.LIMIT, limit, null, since, reason, law, List.of(stores));
    }

    /** Kept as long as somebody is a customer. */
    public static RetentionRule untilErased(
            String kind, Text reason, String law, String... collections) {
        return unlimited(kind, Ends.ERASURE, reason, law, collections);
    }

    /** Kept because it must be. */
    public static RetentionRule byLaw(String kind, Text reason, String law, String... collections) {
        return unlimited(kind, Ends.LAW, reason, law, collections);
    }

    /** Kept while it is used, or replaced by what comes next. */
    public static RetentionRule whileUsed(
            String kind, Text reason, String law, String... collections) {
        return unlimited(kind, Ends.USE, reason, law, collections);
    }

    private static RetentionRule unlimited(
            String kind, Ends ends, Text reason, String law, String... collections) {
        return new RetentionRule(
                kind,
                ends,
                null,
                null,
                null,
                reason,
                law,
                Stream.of(collections).map(Store::of).toList());
    }

    /** The same, with a limit that settings can't make shorter than this. */
    public RetentionRule atLeast(Period least) {
        return new RetentionRule(kind, ends, limit, least, since, reason, law, stores);
    }

    /** The names of the collections where it lies, each once. */
    public List<String> collections() {
        return stores.stream().map(Store::collection).distinct().toList();
    }
}
