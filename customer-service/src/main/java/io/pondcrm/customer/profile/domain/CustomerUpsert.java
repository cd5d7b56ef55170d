package io.pondcrm.customer.profile.domain;

/**
 * One row of a bulk change: the customer whom a partner calls so shall be there, and have these
 * values.
 */
public record CustomerUpsert(ExternalId externalId, ProfileInput input) {}
