package io.pondcrm.customer.identity.domain;

import java.math.BigDecimal;

/** How alike two words are. */
@FunctionalInterface
public interface NameLikeness {

    /**
     * The likeness by Jaro and Winkler: 0 for words without a common letter, 1 for equal ones.
     *
     * @see <a href="https://eric.ed.gov/?id=ED325505">Winkler 1990: string comparator metrics and
     *     enhanced decision rules</a>
     */
    BigDecimal of(String one, String other);
}
