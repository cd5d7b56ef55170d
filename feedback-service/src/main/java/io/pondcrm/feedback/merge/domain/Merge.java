package io.pondcrm.feedback.merge.domain;

import io.pondcrm.kernel.CustomerId;

/**
 * A merge that stands.
 *
 * @param id {@code mrg_…}; a later one has a higher id
 * @param survivor the customer who stays
 * @param merged the customer who leads to them
 */
public record Merge(String id, CustomerId survivor, CustomerId merged) {}
