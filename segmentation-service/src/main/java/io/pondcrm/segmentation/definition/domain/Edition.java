package io.pondcrm.segmentation.definition.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version and where it is on its way.
 *
 * @param simulatedAt when it was last tried out as it is now
 * @param publishedBy the client that put it in force; null for who is not known
 * @param retiredAt when it was taken out of use, by a later version or by itself
 */
public record Edition<D extends Definition<D>>(
        D definition,
        Instant createdAt,
        @Nullable Instant simulatedAt,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy,
        @Nullable Instant retiredAt) {

    /** Where a version is on its way. */
    public enum State {
        DRAFT,
        SIMULATED,
        PUBLISHED,
        RETIRED
    }

    static <D extends Definition<D>> Edition<D> drafted(D definition, Instant at) {
        return new Edition<>(definition, at, null, null, null, null);
    }

    public State state() {
        if (retiredAt != null) {
            return State.RETIRED;
        }
        if (publishedAt != null) {
            return State.PUBLISHED;
        }
        return simulatedAt == null ? State.DRAFT : State.SIMULATED;
    }

    public boolean isDraft() {
        return publishedAt == null;
    }

    public int version() {
        return definition.version();
    }

    Edition<D> simulated(D as, Instant at) {
        return new Edition<>(as, createdAt, at, null, null, null);
    }

    Edition<D> published(Instant at, @Nullable String by) {
        return new Edition<>(definition.inForceFrom(at), createdAt, simulatedAt, at, by, null);
    }

    Edition<D> with(D supplemented) {
        return new Edition<>(
                supplemented, createdAt, simulatedAt, publishedAt, publishedBy, retiredAt);
    }

    Edition<D> retired(Instant at) {
        return new Edition<>(definition, createdAt, simulatedAt, publishedAt, publishedBy, at);
    }
}
