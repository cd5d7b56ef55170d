package io.pondcrm.customer.restriction.domain;

import io.pondcrm.kernel.CustomerId;

/** Of all customers. */
@FunctionalInterface
public interface Restrictions {

    /**
     * Whether a customer, or anybody who was merged into them, may not be addressed at all for now,
     * whatever was consented to.
     *
     * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 18</a>
     * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL Art.
     *     44</a>
     */
    boolean isRestricted(CustomerId customer);
}
