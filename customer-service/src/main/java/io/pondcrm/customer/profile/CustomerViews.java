package io.pondcrm.customer.profile;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import io.pondcrm.customer.profile.CustomerPayloads.CustomerView;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ProfileReader;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Shows customers to callers. */
@Component
class CustomerViews {

    private final ProfileSettings settings;
    private final AttributeDefinitions attributes;

    CustomerViews(ProfileSettings settings, AttributeDefinitions attributes) {
        this.settings = settings;
        this.attributes = attributes;
    }

    CustomerView of(Customer customer, Caller caller) {
        return CustomerView.of(
                customer, shown(customer, caller), caller.boundSystem(), settings::confidenceIn);
    }

    /** Sensitive ones are masked as other personal fields are, which lie in the view by name. */
    private Map<String, String> shown(Customer customer, Caller caller) {
        var all = customer.profile().attributes();
        var sensitive = attributes.current().sensitive();
        if (sensitive.isEmpty() || caller.has("customers:pii")) {
            return all;
        }
        var shown = new TreeMap<>(all);
        shown.replaceAll((key, value) -> sensitive.contains(key) ? ProfileReader.MASKED : value);
        return shown;
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
