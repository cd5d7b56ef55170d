package io.pondcrm.chassis.copies;

import io.pondcrm.kernel.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns something asks what others hold of it; the contract of the same name tells more. Here
 * again, for the chassis knows no contracts.
 */
@EventType(value = "copies.asked.v1", topic = CopiesAsked.TOPIC)
record CopiesAsked(
        String askId,
        @Nullable String service,
        @Nullable String after,
        @Nullable String until,
        @Nullable List<String> customerIds,
        int most,
        boolean withItems) {

    static final String TOPIC = "crm.copies.v1";
}
