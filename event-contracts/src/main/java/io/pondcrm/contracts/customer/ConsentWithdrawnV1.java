package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;

/**
 * A customer no longer allows one use of their data over one channel.
 *
 * @param customerId whose consent it was; also the record's key
 * @param purpose for example {@code MARKETING}, {@code SURVEYS}, {@code PROFILING}; ignore what you
 *     do not know
 * @param channel for example {@code EMAIL}, {@code SMS}, {@code WECHAT}, {@code PHONE}, {@code ANY}
 * @param withdrawnAt when the customer said so, UTC
 */
@EventType(value = "consent.withdrawn.v1", topic = "crm.consent.v1")
public record ConsentWithdrawnV1(
        String customerId, String purpose, String channel, Instant withdrawnAt) {}
