package io.pondcrm.customer.restriction.domain;

import io.pondcrm.customer.consent.domain.ConsentDecision;
import io.pondcrm.customer.consent.domain.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must not be done with somebody's data for now, whatever was consented to.
 *
 * @param isRestricted whether nothing may be done but to keep them
 * @param objections purposes that the person said no to
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 18, 21, 22</a>
 * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL Art. 24,
 *     44</a>
 */
public record Stops(boolean isRestricted, Set<Purpose> objections) {

    /** Nothing is stopped. */
    public static final Stops NONE = new Stops(false, Set.of());

    public Stops {
        objections = Set.copyOf(objections);
    }

    /** Of two customers who are one person: what either has stopped. */
    public Stops or(Stops other) {
        var both = EnumSet.noneOf(Purpose.class);
        both.addAll(objections);
        both.addAll(other.objections);
        return new Stops(isRestricted || other.isRestricted, both);
    }

    /** The purposes for which nothing may be done, in their order; keeping data goes on. */
    public List<Purpose> stopped() {
        return List.of(Purpose.values()).stream()
                .filter(it -> isRestricted && it.isOverChannels() || objections.contains(it))
                .toList();
    }

    /** Whether anything may be done for a purpose. */
    public boolean stops(Purpose purpose) {
        return isRestricted || objections.contains(purpose);
    }

    /** What is decided in the place of what consent would allow. */
    public ConsentDecision over(ConsentDecision decision, Purpose purpose) {
        if (isRestricted) {
            return decision.refused(ConsentDecision.Reason.RESTRICTED);
        }
        return objections.contains(purpose)
                ? decision.refused(ConsentDecision.Reason.OBJECTED)
                : decision;
    }
}
