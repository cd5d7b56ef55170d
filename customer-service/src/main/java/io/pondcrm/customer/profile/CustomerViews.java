package io.pondcrm.customer.profile;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.domain.Customer;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Shows customers to callers. */
@Component
class CustomerViews {

    private final ProfileSettings settings;

    CustomerViews(ProfileSettings settings) {
        this.settings = settings;
    }

    CustomerView of(Customer customer, Caller caller) {
        return CustomerView.of(customer, caller.boundSystem(), settings::confidenceIn);
    }

    ResponseEntity<?> ok(Customer customer, Caller caller) {
        return ResponseEntity.ok().eTag(ETags.of(customer.version())).body(of(customer, caller));
    }

    ResponseEntity<?> created(Customer customer, Caller caller) {
        return ResponseEntity.created(URI.create("/api/v1/customers/" + customer.id()))
                .eTag(ETags.of(customer.version()))
                .body(of(customer, caller));
    }
}
