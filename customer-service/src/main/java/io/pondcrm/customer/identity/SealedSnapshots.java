package io.pondcrm.customer.identity;

import io.pondcrm.chassis.sealing.SubjectKey;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.identity.MergeDocument.Snapshot;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Merging;
import io.pondcrm.kernel.CustomerId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What customers were like, sealed with their own keys: who is erased is erased here, too. */
@Component
class SealedSnapshots {

    static final String FIELD = "snapshot";

    private final SubjectKeys keys;
    private final JsonMapper json;

    SealedSnapshots(SubjectKeys keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    byte[] seal(Customer customer) {
        return keyOf(customer.id())
                .seal(FIELD, json.writeValueAsBytes(Snapshot.of(Merging.Snapshot.of(customer))));
    }

    /**
     * @param sealed null if nothing was kept, which is a mistake
     */
    Merging.Snapshot open(CustomerId customer, byte @Nullable [] sealed) {
        return json.readValue(
                        keyOf(customer).open(FIELD, Objects.requireNonNull(sealed)), Snapshot.class)
                .toDomain();
    }

    private SubjectKey keyOf(CustomerId customer) {
        return keys.find(customer.value())
                .orElseThrow(() -> new IllegalStateException("Erased during a merge: " + customer));
    }
}
