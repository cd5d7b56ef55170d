package io.pondcrm.customer.interaction.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did with us and that is no purchase. Never changed, but for one thing: of
 * a visitor's interactions we may learn later whose they were.
 *
 * @param id {@code int_…}
 * @param customer null while nobody knows who it was
 * @param visitor who it was to the system; null where the system named a customer
 * @param recordedAt when we learned of it
 * @param linkedAt when we learned who it was, if that was later; null otherwise
 */
public record Interaction(
        String id,
        @Nullable CustomerId customer,
        @Nullable Visitor visitor,
        String system,
        String externalId,
        InteractionType type,
        @Nullable String action,
        Instant occurredAt,
        @Nullable String channel,
        Instant recordedAt,
        @Nullable Instant linkedAt) {

    /** The prefix of every interaction's id. */
    public static final String PREFIX = "int";

    public Interaction {
        // The store keeps milliseconds: what was sent must equal what is read back.
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What a checked request becomes. */
    public static Interaction of(
            String id, @Nullable CustomerId customer, NewInteraction request, Instant recordedAt) {
        return new Interaction(
                id,
                customer,
                request.visitor(),
                request.system(),
                request.externalId(),
                request.type(),
                request.action(),
                request.occurredAt(),
                request.channel(),
                recordedAt,
                null);
    }

    /** The same with its customer known. */
    public Interaction linkedTo(CustomerId known, Instant at) {
        return new Interaction(
                id,
                known,
                visitor,
                system,
                externalId,
                type,
                action,
                occurredAt,
                channel,
                recordedAt,
                at);
    }

    /**
     * What becomes of a second interaction under the same number.
     *
     * @return {@link Recording.Duplicate} if it says the same, else {@link Recording.Conflicting}
     */
    public Recording repeatedAs(Interaction other) {
        var differing = new TreeSet<String>();
        // A visitor's interaction may have found its customer since.
        if (visitor == null) {
            note("customer", customer, other.customer, differing);
        }
        note("anonymousId", visitor, other.visitor, differing);
        note("type", type, other.type, differing);
        note("action", action, other.action, differing);
        note("occurredAt", occurredAt, other.occurredAt, differing);
        note("channel", channel, other.channel, differing);
        return differing.isEmpty()
                ? new Recording.Duplicate(this)
                : new Recording.Conflicting(this, List.copyOf(differing));
    }

    private static void note(
            String name,
            @Nullable Object ours,
            @Nullable Object theirs,
            SortedSet<String> differing) {
        if (!Objects.equals(ours, theirs)) {
            differing.add(name);
        }
    }
}
