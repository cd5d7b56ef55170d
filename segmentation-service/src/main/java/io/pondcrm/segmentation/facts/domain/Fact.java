package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that another service can tell us about a customer. */
public sealed interface Fact {

    /** The event that told it; null if it came in another way. */
    @Nullable Source source();

    /** A sale or refund happened, or is known better now. */
    record Purchased(Purchase purchase, @Nullable Source source) implements Fact {

        public Purchased(Purchase purchase) {
            this(purchase, null);
        }
    }

    /**
     * The profile looks like this.
     *
     * @param since when it changed to this
     */
    record Described(Profile profile, Instant since, @Nullable Source source) implements Fact {

        public Described(Profile profile, Instant since) {
            this(profile, since, null);
        }

        /** Since the customer became known. */
        public Described(Profile profile) {
            this(profile, profile.createdAt());
        }
    }

    /** A consent was granted or withdrawn. */
    record Consented(ConsentState consent, @Nullable Source source) implements Fact {

        public Consented(ConsentState consent) {
            this(consent, null);
        }
    }

    /**
     * All consents that there are, told at once.
     *
     * @param sequence what is known of an earlier one and not named here was never said
     */
    record ConsentsStated(long sequence, List<ConsentState> consents, @Nullable Source source)
            implements Fact {

        public ConsentsStated {
            consents = List.copyOf(consents);
        }
    }

    /** There is no such purchase, whoever told of it. */
    record PurchaseUnknown(String transactionId, @Nullable Source source) implements Fact {}

    /** The customer answered a survey. */
    record Rated(Rating rating, @Nullable Source source) implements Fact {

        public Rated(Rating rating) {
            this(rating, null);
        }
    }

    /** Conclusions about the customer were stopped, or may go on. */
    record Stopped(ProfilingStop stop, @Nullable Source source) implements Fact {

        public Stopped(ProfilingStop stop) {
            this(stop, null);
        }
    }

    /** A person decided on a tier, or took that back. */
    record Overridden(TierOverride override) implements Fact {

        @Override
        public @Nullable Source source() {
            return null;
        }
    }
}
