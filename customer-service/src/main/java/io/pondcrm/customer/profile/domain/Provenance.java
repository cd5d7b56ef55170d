package io.pondcrm.customer.profile.domain;

import java.time.Instant;

/**
 * Where a field's value came from.
 *
 * @param source who told us, for example {@code client:front-end}, {@code import:shop}
 * @param updatedAt when we learned of it
 */
public record Provenance(String source, Instant updatedAt) {}
