package io.pondcrm.chassis.copies;

import io.pondcrm.kernel.EventType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service holds; the contract of the same name tells more. */
@EventType(value = "copies.told.v1", topic = CopiesAsked.TOPIC)
record CopiesTold(
        String askId,
        String service,
        List<String> fields,
        List<Copy> copies,
        @Nullable String through,
        Map<String, Long> heard,
        Map<String, Long> told) {}
