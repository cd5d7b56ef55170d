package io.pondcrm.kernel;

import java.util.Optional;
import java.util.UUID;

/**
 * Names one customer for ever: never reused, not even after the customer's data is erased.
 *
 * @param value {@code cus_} and 26 characters
 */
public record CustomerId(String value) {

    /** Stands where a customer stood who was erased: what is left of them belongs to nobody. */
    public static final CustomerId NOBODY = of(new UUID(0, 0));

    /** The prefix of every customer id. */
    public static final String PREFIX = "cus";

    public CustomerId {
        TypeId.require(PREFIX, value);
    }

    /** The id that a UUID stands for. */
    public static CustomerId of(UUID uuid) {
        return new CustomerId(TypeId.of(PREFIX, uuid));
    }

    /** Reads an id that a caller sent; empty where the text is none. */
    public static Optional<CustomerId> find(String text) {
        return TypeId.isValid(PREFIX, text) ? Optional.of(new CustomerId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
