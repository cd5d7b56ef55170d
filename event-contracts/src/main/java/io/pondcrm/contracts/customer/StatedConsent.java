package io.pondcrm.contracts.customer;

/**
 * What a customer said of one use of their data.
 *
 * @param purpose for example {@code MARKETING}, {@code SURVEYS}, {@code PROFILING}; ignore what you
 *     do not know
 * @param channel for example {@code EMAIL}, {@code SMS}, {@code WECHAT}, {@code PHONE}, {@code ANY}
 * @param granted whether they allow it
 */
public record StatedConsent(String purpose, String channel, boolean granted) {}
