package io.pondcrm.feedback.entitlement.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What customers are entitled to. */
public interface Entitlements {

    /**
     * All that a customer has by a scheme, as segmentation-service said it.
     *
     * @param sequence grows with each word about the customer
     */
    record Word(CustomerId customer, String scheme, long sequence, List<Entitlement> held) {

        public Word {
            held = List.copyOf(held);
        }
    }

    /** What a customer has at a moment, by what was said last; none if nothing was. */
    List<Entitlement> listHeld(CustomerId customer, Instant at);

    /**
     * Takes in what segmentation-service said; what it said later, by sequence, stays. Two round
     * trips however many words there are.
     */
    void learn(Collection<Word> words);
}
