package io.pondcrm.customer.privacy;

import io.pondcrm.customer.privacy.PrivacyPayloads.NewRequest;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import org.springframework.stereotype.Component;

/**
 * Has a person erased because the company wants it: what sums need stays, as nobody's. Other than
 * an erasure it must not take from persons what they need: data that are restricted, or that they
 * asked for something about and were not answered.
 */
@Component
class AnonymizeCustomer implements RequestKind {

    private final EraseCustomer erasure;
    private final Restrictions restrictions;
    private final Requests requests;

    AnonymizeCustomer(EraseCustomer erasure, Restrictions restrictions, Requests requests) {
        this.erasure = erasure;
        this.restrictions = restrictions;
        this.requests = requests;
    }

    @Override
    public RequestType type() {
        return RequestType.ANONYMIZATION;
    }

    @Override
    public Begun begin(RequestDocument request, NewRequest asked) {
        if (restrictions.of(new CustomerId(request.customerId())).isRestricted()) {
            return new Begun.Refused("processing-restriction: the person wants the data kept");
        }
        return requests.findOpen(request.selves())
                .<Begun>map(open -> new Begun.Refused("open-request: " + open.id()))
                .orElseGet(() -> erasure.begin(request, asked));
    }
}
