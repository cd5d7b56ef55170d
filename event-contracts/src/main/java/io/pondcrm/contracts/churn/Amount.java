package io.pondcrm.contracts.churn;

/**
 * Money as it travels.
 *
 * @param amount decimal, for example {@code 812.00}
 * @param currency ISO 4217
 */
public record Amount(String amount, String currency) {}
