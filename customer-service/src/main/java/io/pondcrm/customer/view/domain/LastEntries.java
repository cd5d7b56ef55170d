package io.pondcrm.customer.view.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When things happened to customers last. */
@FunctionalInterface
public interface LastEntries {

    /**
     * @param type for example {@code message.sent}
     * @param purpose that the entry names; null where it names none
     */
    record LastEntry(String type, @Nullable String purpose, Instant at) {

        /** Whether it is of this kind, for example {@code message}. */
        public boolean isOf(String category) {
            return type.startsWith(category + ".");
        }

        /** Whether it is a message that was sent for this purpose. */
        public boolean isSentFor(String somePurpose) {
            return type.equals("message.sent") && somePurpose.equals(purpose);
        }
    }

    /**
     * The last entry of each type and purpose.
     *
     * @param selves all ids of one customer
     */
    List<LastEntry> of(Collection<CustomerId> selves);
}
