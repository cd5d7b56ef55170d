package io.pondcrm.customer.privacy;

import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Has a person erased in all services, unless a court or an office says that the data must stay.
 */
@Component
class EraseCustomer implements RequestKind {

    private final MongoLegalHolds holds;
    private final PrivacyEvents events;

    EraseCustomer(MongoLegalHolds holds, PrivacyEvents events) {
        this.holds = holds;
        this.events = events;
    }

    @Override
    public RequestType type() {
        return RequestType.ERASURE;
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        return holds.standingOn(request.selves())
                .<Begun>map(hold -> new Begun.Refused("legal-hold: " + hold.reason()))
                .orElseGet(() ->
                        new Begun.Underway(
                                RequestState.RUNNING, List.of(events.erasureRequested(request))));
    }
}
