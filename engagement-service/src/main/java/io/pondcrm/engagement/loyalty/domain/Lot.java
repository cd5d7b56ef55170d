package io.pondcrm.engagement.loyalty.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * Points that came together and go together, as far as they are not spent before.
 *
 * @param id stays when the lot becomes active, or a part of it goes to another id of the customer
 * @param points above zero
 * @param active whether the ledger has them among those to be spent
 * @param activatesAt from when on they may be spent
 * @param expiresAt from when on they may not any more; not before {@code activatesAt}
 */
public record Lot(String id, long points, boolean active, Instant activatesAt, Instant expiresAt) {

    /** In which order lots are spent: whichever is lost first, first. */
    public static final Comparator<Lot> SPENT_FIRST =
            Comparator.comparing(Lot::expiresAt)
                    .thenComparing(Lot::activatesAt)
                    .thenComparing(Lot::id)
                    .thenComparing(Lot::active);

    public Lot {
        if (points <= 0 || expiresAt.isBefore(activatesAt)) {
            throw new IllegalArgumentException("A lot has points, and ends after it begins");
        }
    }

    /** The same lot with another number of points. */
    public Lot with(long other) {
        return new Lot(id, other, active, activatesAt, expiresAt);
    }

    Lot activated() {
        return new Lot(id, points, true, activatesAt, expiresAt);
    }

    Book book() {
        return active ? Book.ACTIVE : Book.PENDING;
    }

    boolean isSameAs(Lot other) {
        return id.equals(other.id) && active == other.active;
    }
}
