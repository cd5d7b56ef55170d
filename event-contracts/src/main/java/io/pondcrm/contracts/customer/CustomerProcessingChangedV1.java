package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import java.util.List;

/**
 * What may be done with a customer's data is not what it was: a person had it restricted, objected,
 * or took that back (GDPR, articles 18, 21 and 22; PIPL, articles 24 and 44). Says all of how it
 * stands now, so that only the latest counts, by its sequence. Whoever computes about customers
 * stops within five seconds, and keeps what they were told meanwhile.
 *
 * @param customerId whose data; also the record's key. Of a person with several ids each has its
 *     own; while they are one, what any of them has stopped is stopped for all
 * @param restricted whether data are kept and not used at all
 * @param stopped purposes for which nothing is to be done, all of them while restricted: {@code
 *     MARKETING}, {@code PROFILING}, {@code SURVEYS}, {@code CARE}; ignore what you do not know.
 *     Empty if nothing stands against any use
 * @param changedAt since when, UTC
 */
@EventType(value = "customer.processing-changed.v1", topic = "crm.customer.v1")
public record CustomerProcessingChangedV1(
        String customerId, boolean restricted, List<String> stopped, Instant changedAt) {}
