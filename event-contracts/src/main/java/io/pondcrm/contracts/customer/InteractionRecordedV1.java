package io.pondcrm.contracts.customer;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer did something with us that is no purchase. May arrive long after it happened, and in
 * any order; what an unknown visitor did is told when we learn who it was.
 *
 * @param interactionId names the interaction; a second event with the same id says the same again
 * @param customerId who; also the record's key
 * @param type {@code PAGE_VIEW}, {@code APP_USE}, {@code SOCIAL}, {@code CHAT}, {@code CALL},
 *     {@code EMAIL}, {@code STORE_VISIT}, {@code EVENT} or {@code OTHER}
 * @param action what was done, a code such as {@code product-viewed} or {@code like}
 * @param occurredAt when it happened, UTC
 * @param channel where, for example {@code WEB}, {@code WECHAT}
 * @param system the partner system that told us
 * @param linked whether it was recorded before we knew who it was
 */
@EventType(value = "interaction.recorded.v1", topic = "crm.interaction.v1")
public record InteractionRecordedV1(
        String interactionId,
        String customerId,
        String type,
        @Nullable String action,
        Instant occurredAt,
        @Nullable String channel,
        @Nullable String system,
        boolean linked) {}
