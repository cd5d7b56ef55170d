package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.util.List;

/** Does what one type of request asks for. There is one bean for each type. */
interface RequestKind {

    /** How a request begins. */
    sealed interface Begun {
        /**
         * It goes its way.
         *
         * @param state where it stands now
         * @param events what tells others; stored with the request
         */
        record Underway(RequestState state, List<OutboxEntry> events) implements Begun {}

        /**
         * It can't be done.
         *
         * @param because for the person: no personal data
         */
        record Refused(String because) implements Begun {}
    }

    RequestType type();

    /**
     * Decides what happens, and changes nothing yet.
     *
     * @param request as it is about to be stored, {@code RECEIVED}
     */
    Begun begin(RequestDocument request);
}
