package io.pondcrm.chassis.outbox;

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
}
