package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that others decide by changed about a customer: the whole picture as it is now, not the
 * difference. Carries what other services need to decide, and nothing that names or reaches the
 * person.
 *
 * @param customerId the customer; also the record's key, so one customer's events stay in order
 * @param kind {@code PERSON} or {@code ORGANIZATION}; ignore what you do not know
 * @param region ISO 3166-2, for example {@code CN-SH}
 * @param gender {@code FEMALE}, {@code MALE}, {@code OTHER}, or absent
 * @param ageBand ten years, for example {@code 30-39}, as of {@code updatedAt}; absent for
 *     organizations
 * @param birthday month and day, {@code MM-dd}, for greetings; never the year
 * @param locale BCP 47, for example {@code zh-CN}
 * @param timeZone IANA, for example {@code Asia/Shanghai}
 * @param tags the customer's tags, and {@code interest:<code>} for each interest, sorted
 * @param attributes the customer's own attributes that hold no personal data
 * @param systems partner systems that know this customer, sorted
 * @param createdAt when we learned of the customer, UTC
 * @param updatedAt when it changed, UTC
 * @param mergeId names the merge that changed it, by its beginning or by its end; absent where
 *     somebody said something new
 */
@EventType(value = "customer.updated.v1", topic = "crm.customer.v1")
public record CustomerUpdatedV1(
        String customerId,
        String kind,
        @Nullable String region,
        @Nullable String gender,
        @Nullable String ageBand,
        @Nullable String birthday,
        @Nullable String locale,
        @Nullable String timeZone,
        List<String> tags,
        Map<String, String> attributes,
        List<String> systems,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String mergeId)
        implements CustomerProfile {

    public CustomerUpdatedV1 {
        tags = List.copyOf(tags);
        attributes = Map.copyOf(attributes);
        systems = List.copyOf(systems);
    }
}
