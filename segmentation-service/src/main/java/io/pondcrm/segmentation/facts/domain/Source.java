package io.pondcrm.segmentation.facts.domain;

/**
 * The event that told us a fact.
 *
 * @param type its name on the wire, for example {@code transaction.recorded.v1}
 * @param id {@code evt_…}
 */
public record Source(String type, String id) {}
