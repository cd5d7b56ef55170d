package io.pondcrm.churn.facts.domain;

import io.pondcrm.kernel.CustomerId;

/**
 * Whether a customer has had it stopped that anything is concluded about them, or takes that back.
 *
 * @param sequence version of what they had stopped, in customer-service
 * @param whose the customer, or one who was merged into them
 * @param stopped false where it may go on
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 18, 21, 22</a>
 */
public record ProfilingStop(long sequence, CustomerId whose, boolean stopped) {}
