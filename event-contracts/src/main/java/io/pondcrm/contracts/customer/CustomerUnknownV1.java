package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * customer-service knows nobody of this id, and somebody holds a copy: whoever does throws it away.
 * No customer gets this id again.
 *
 * @param customerId who is not known; also the record's key
 * @param foundAt when it was found, UTC
 */
@EventType(value = "customer.unknown.v1", topic = "crm.customer.v1", outlivesErasure = true)
public record CustomerUnknownV1(String customerId, Instant foundAt) {}
