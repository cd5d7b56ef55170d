package io.pondcrm.engagement.entitlement.domain;

import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What customers are entitled to. */
public interface Entitlements {

    /**
     * All that a customer has by a scheme, as segmentation-service said it.
     *
     * @param sequence grows with each word about the customer and scheme
     */
    record Word(CustomerId customer, String scheme, long sequence, List<Entitlement> held) {

        public Word {
            held = List.copyOf(held);
        }
    }

    /**
     * Whether a customer has a benefit at a moment, by whichever scheme and by what was said last;
     * not if nothing was.
     *
     * @param benefit as {@link Entitlement#NAME} has it
     */
    boolean isHeld(CustomerId customer, String benefit, Instant at);

    /**
     * Takes in what segmentation-service said; what it said later, by sequence, stays. Two round
     * trips however many words there are.
     */
    void learn(Collection<Word> words);
}
