package io.pondcrm.customer.transfer.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What makes it lawful to send data to a recipient abroad.
 *
 * @param reference where it can be read: a contract's number, a decision's
 * @param validUntil from then on it is none any more; null where it has no end
 */
public record Mechanism(Kind kind, String reference, @Nullable Instant validUntil) {

    /**
     * The ways that laws know. What lets data out of China is no ground to let them out of
     * elsewhere, nor the other way round.
     *
     * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, articles 45 to 47</a>
     * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL,
     *     articles 38 and 40</a>
     */
    public enum Kind {
        /** GDPR 45. */
        ADEQUACY_DECISION,
        /** GDPR 46 (2) (c). */
        STANDARD_CONTRACTUAL_CLAUSES,
        /** GDPR 47. */
        BINDING_CORPORATE_RULES,
        /** GDPR 46 (2) (e). */
        CODE_OF_CONDUCT,
        /** GDPR 46 (2) (f). */
        CERTIFICATION,
        /** PIPL 38 (1), 40: passed by the Cyberspace Administration. */
        PIPL_SECURITY_ASSESSMENT,
        /** PIPL 38 (2). */
        PIPL_CERTIFICATION,
        /** PIPL 38 (3). */
        PIPL_STANDARD_CONTRACT;

        /**
         * Whether it is one for data that belong there. Where there is no such law, GDPR's will do.
         */
        boolean covers(DataRegion from) {
            return switch (this) {
                case PIPL_SECURITY_ASSESSMENT, PIPL_CERTIFICATION, PIPL_STANDARD_CONTRACT ->
                        from.equals(DataRegion.CHINA);
                case ADEQUACY_DECISION,
                        STANDARD_CONTRACTUAL_CLAUSES,
                        BINDING_CORPORATE_RULES,
                        CODE_OF_CONDUCT,
                        CERTIFICATION ->
                        !from.equals(DataRegion.CHINA);
            };
        }
    }

    boolean isInForce(Instant now) {
        return validUntil == null || now.isBefore(validUntil);
    }
}
