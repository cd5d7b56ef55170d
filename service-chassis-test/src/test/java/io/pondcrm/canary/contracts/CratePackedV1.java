package io.pondcrm.canary.contracts;

/** Breaks rule 11: no name. */
public record CratePackedV1(String id) {}
