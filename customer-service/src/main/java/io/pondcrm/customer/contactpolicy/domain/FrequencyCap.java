package io.pondcrm.customer.contactpolicy.domain;

import java.time.Duration;

/**
 * How often a customer is addressed at most.
 *
 * @param messages how many within any one period
 * @param period a rolling one
 */
public record FrequencyCap(int messages, Duration period) {}
