package io.pondcrm.chassis.outbox;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A document whose changes are announced. Beside its own fields the stored form has {@code
 * version}, {@code outbox} and {@code pendingSince}; the last two belong to {@link OutboxWriter}
 * and the relay, so a document's record does not name them.
 */
public interface Outboxed {

    /** The document's {@code _id}. */
    String id();

    /** 1 when inserted, one more with each change. */
    long version();

    /**
     * The stored form, for a kind that comes in by the thousand: to map a record by reflection
     * takes longer than all else that is done with it. Equals what the mapping would write.
     *
     * @return null where the mapping writes it
     */
    default @Nullable Document written() {
        return null;
    }
}
