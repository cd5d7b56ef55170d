package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A customer was erased: whoever got data of them throws it away, too (GDPR, article 19). No event
 * of this customer comes after it that means anything.
 *
 * @param customerId who; of a person with several ids each is told of
 * @param erasedAt when customer-service had erased them, UTC
 */
@EventType(value = "customer.erased.v1", topic = "crm.customer.v1", outlivesErasure = true)
public record CustomerErasedV1(String customerId, Instant erasedAt) {}
