package io.pondcrm.customer.profile.domain;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may change what between a partner system and us.
 *
 * @param fields rules by JSON name of the field: one of {@link ProfileField}, {@code
 *     contactPoints}, {@code tags}, {@code attributes/<name>}
 * @param others the rule of all other fields
 */
public record SyncPolicy(Map<String, Rule> fields, Rule others) {

    /** Both sides write, the later word counts. */
    public static final SyncPolicy USUAL =
            new SyncPolicy(Map.of(), new Rule(Direction.BOTH, Winner.LATEST));

    public SyncPolicy {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Which way values go. */
    public enum Direction {
        /** Each side takes what the other changed. */
        BOTH,
        /** The partner's word counts, whatever we hold. */
        IN,
        /** Our word counts, whatever the partner holds. */
        OUT
    }

    /** Whose value counts where both sides changed a field since they last agreed. */
    public enum Winner {
        PARTNER,
        OURS,
        /** Whoever changed it later; ours if the partner does not say when, or at the same time. */
        LATEST
    }

    public record Rule(Direction direction, Winner winner) {}

    Rule of(String field) {
        return fields.getOrDefault(field, others);
    }
}
