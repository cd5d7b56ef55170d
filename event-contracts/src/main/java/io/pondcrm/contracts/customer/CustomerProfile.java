package io.pondcrm.contracts.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all events that describe a customer tell alike; {@link CustomerCreatedV1} says what it
 * means.
 */
public sealed interface CustomerProfile
        permits CustomerCreatedV1, CustomerUpdatedV1, CustomerRestatedV1 {

    String customerId();

    String kind();

    @Nullable String region();

    @Nullable String gender();

    @Nullable String ageBand();

    @Nullable String birthday();

    @Nullable String locale();

    @Nullable String timeZone();

    List<String> tags();

    Map<String, String> attributes();

    List<String> systems();

    Instant createdAt();
}
