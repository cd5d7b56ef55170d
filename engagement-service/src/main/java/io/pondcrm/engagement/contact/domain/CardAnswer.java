package io.pondcrm.engagement.contact.domain;

/** Every way in which asking for a contact card can end. */
public sealed interface CardAnswer {

    /** The card as of this moment. */
    record Held(ContactCard card) implements CardAnswer {}

    /** Nobody knows this customer, or no longer. */
    record NoSuchCustomer() implements CardAnswer {}

    /**
     * No answer now; ask again later.
     *
     * @param why without personal data, for example {@code CallNotPermittedException}
     */
    record Unavailable(String why) implements CardAnswer {}
}
