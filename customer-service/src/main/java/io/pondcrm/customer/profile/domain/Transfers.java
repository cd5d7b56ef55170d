package io.pondcrm.customer.profile.domain;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether data of customers may go to a partner system, which may be in another country than
 * theirs. Everything asks here before it tells a partner anything of a customer.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, articles 44 to 46 and 49</a>
 * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL, articles 38
 *     to 40</a>: a separate consent beside the mechanism
 */
public interface Transfers {

    /** How they would go. */
    enum Way {
        /** A file. */
        EXPORT,
        /** The change feed, and streams of it. */
        CHANGE_FEED,
        /** A call to the partner's server. */
        WEBHOOK,
        /** The answer to a state that the partner told. */
        SYNC,
        /** What differs between the partner's rows and ours. */
        RECONCILIATION,
        /** A list from which they are left out. */
        LIST,
        /** A request for one customer, which is refused. */
        READ
    }

    /** Why they may not. */
    enum Refusal {
        /** Nothing that the law of the customer's region asks for is recorded of the recipient. */
        NO_MECHANISM,
        /** What was recorded is no longer in force. */
        MECHANISM_ENDED,
        /** The customer did not grant {@code CROSS_BORDER}, or took it back. */
        NO_CONSENT
    }

    /**
     * Those of these customers whose data must not go there now. Each is counted and taken down in
     * the audit trail. A handful of round trips however many they are, and one where all are in the
     * recipient's region.
     *
     * @param customers those who were merged count as who they are now; those who are gone, of whom
     *     there is nothing but an id, may be told of
     */
    Map<CustomerId, Refusal> refused(String system, Way way, Collection<CustomerId> customers);

    /**
     * What of these things may be told, in their order: those of customers whose data must not go
     * there are left out, as {@link #refused} has it.
     *
     * @param system null for a caller of our own, who is told all
     * @param whose whom one of them is about
     */
    default <T> List<T> allowed(
            @Nullable String system, Way way, List<T> things, Function<T, CustomerId> whose) {
        if (system == null) {
            return things;
        }
        var refused = refused(system, way, things.stream().map(whose).toList());
        return refused.isEmpty()
                ? things
                : things.stream().filter(it -> !refused.containsKey(whose.apply(it))).toList();
    }

    /**
     * Why data must not go there of somebody who is not stored yet, and so can't have consented.
     * Nothing is counted.
     *
     * @param region of the profile; null where it has none
     */
    Optional<Refusal> refusalOfNew(String system, @Nullable String region);
}
