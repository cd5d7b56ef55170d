package io.pondcrm.contracts.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * What moved a customer into a segment or out of it, or changed what they are entitled to.
 *
 * @param kind {@code EVENT}, {@code TIME} (it passed, and nothing happened) or {@code DEFINITION}
 *     (the segment or the grant was made, changed or deleted, or scores were drawn anew for all);
 *     ignore what you do not know
 * @param eventType the type of the event that did it, for example {@code transaction.recorded.v1}
 * @param eventId its id
 */
public record Cause(String kind, @Nullable String eventType, @Nullable String eventId) {}
