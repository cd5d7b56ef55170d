package io.pondcrm.customer.datause.domain;

/**
 * What makes a use lawful.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 6(1)</a>
 * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL Art. 13</a>
 */
public enum LawfulBasis {
    /** The customer said yes, and may take it back. */
    CONSENT,
    /** Needed for what the customer ordered or asked for. */
    CONTRACT,
    /** The law demands it. */
    LEGAL_OBLIGATION,
    /** The company's interest, which the customer may object to; in China this needs consent. */
    LEGITIMATE_INTERESTS
}
