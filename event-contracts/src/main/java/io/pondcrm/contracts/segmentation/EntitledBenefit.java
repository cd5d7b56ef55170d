package io.pondcrm.contracts.segmentation;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A benefit that a customer has, or had until now.
 *
 * @param benefitId which, for example {@code ben_01h455vb4pex5vsknk084sn02q}
 * @param kind what those who give it go by, for example {@code DEDICATED_SUPPORT}
 * @param grantId the grant that gives it to the customer's tier
 * @param parameters how much of it, as the benefit's JSON Schema has it
 * @param until the first moment at which it is over if nothing else is heard before; absent for no
 *     end that is known. A tier that ends by its rules is told when it does
 */
public record EntitledBenefit(
        String benefitId,
        String kind,
        String grantId,
        Map<String, Object> parameters,
        @Nullable Instant until) {

    public EntitledBenefit {
        // A copy that takes JSON's null.
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
