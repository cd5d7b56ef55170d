package io.pondcrm.engagement.audience.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;

/** Every way in which asking for a segment's members can end. */
public sealed interface MembersAnswer {

    /**
     * A part of them.
     *
     * @param next where the next part begins; empty at the end
     */
    record Members(List<CustomerId> customers, Optional<String> next) implements MembersAnswer {

        public Members {
            customers = List.copyOf(customers);
        }
    }

    /** Nobody knows this segment, or no longer. */
    record NoSuchSegment() implements MembersAnswer {}

    /**
     * No answer now; ask again later.
     *
     * @param why for example {@code HttpConnectTimeoutException}
     */
    record Unavailable(String why) implements MembersAnswer {}
}
