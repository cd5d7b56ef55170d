package io.pondcrm.engagement.loyalty.domain;

/** Every way in which an attempt to change an account can end. */
public sealed interface Booking {

    /**
     * To be stored.
     *
     * @param account as the entry leaves it
     */
    record Booked(Entry entry, Account account) implements Booking {}

    /** It was booked before, as this entry. */
    record BookedBefore(Entry entry) implements Booking {}

    /**
     * There is less than that.
     *
     * @param available what may be spent
     */
    record Short(long available) implements Booking {}

    /** There is nothing to book. */
    record Nothing() implements Booking {}
}
