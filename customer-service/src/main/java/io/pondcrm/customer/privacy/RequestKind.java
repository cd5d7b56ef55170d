package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what one type of request asks for. There is one bean for each type. */
interface RequestKind {

    /** How a request begins. */
    sealed interface Begun {
        /**
         * It goes its way.
         *
         * @param state where it stands now
         * @param events what tells others; stored with the request
         * @param secret what is stored with the request and nobody else may read; null for nothing
         */
        record Underway(RequestState state, List<OutboxEntry> events, @Nullable Secret secret)
                implements Begun {

            Underway(RequestState state, List<OutboxEntry> events) {
                this(state, events, null);
            }
        }

        /**
         * It is done.
         *
         * @param stopped for which purposes nothing is done from now on
         */
        record Done(List<Purpose> stopped) implements Begun {}

        /**
         * It can't be done.
         *
         * @param because for the person: no personal data
         */
        record Refused(String because) implements Begun {}
    }

    /**
     * What only this type of request keeps.
     *
     * @param sealed with the request's own key
     * @param until when that key is destroyed; null for never
     */
    record Secret(byte[] sealed, @Nullable Instant until) {}

    RequestType type();

    /** What is wrong with how it is asked for; empty if nothing. */
    default List<FieldError> flawsOf(NewRequest body) {
        return body.processing() == null
                ? List.of()
                : List.of(
                        new FieldError(
                                "/processing",
                                "not-for-type",
                                new Text(
                                        "Only for RESTRICTION and OBJECTION",
                                        "仅用于 RESTRICTION 和 OBJECTION")));
    }

    /**
     * Decides what happens. What is changed already must be safe to repeat: if the request isn't
     * stored in the end, it comes again.
     *
     * @param request as it is about to be stored, {@code RECEIVED}
     * @param asked what the caller sent
     * @throws io.pondcrm.chassis.basics.ProblemException if that is not what this type needs
     */
    Begun begin(RequestDocument request, NewRequest asked);
}
