package io.pondcrm.customer.transfer.domain;

import io.pondcrm.customer.profile.domain.Transfers.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A partner system as a recipient of personal data.
 *
 * @param country ISO 3166-1: where it keeps what it is told
 * @param mechanisms on which data go there from other regions
 * @param version 0 of one that nobody registered
 */
public record Recipient(
        String system,
        String country,
        List<Mechanism> mechanisms,
        long version,
        Instant updatedAt) {

    public Recipient {
        mechanisms = List.copyOf(mechanisms);
    }

    /** One that nobody registered: it is taken to be where we are. */
    public static Recipient atHome(String system, String home) {
        return new Recipient(system, home, List.of(), 0, Instant.EPOCH);
    }

    public DataRegion region() {
        return DataRegion.of(country);
    }

    /**
     * Whether data of a customer may be told to this recipient: inside of a region always; to
     * another one on a mechanism that the law of the customer's region knows and that is in force,
     * and with the customer's separate consent.
     *
     * @param customer where the customer's data belong
     * @param hasConsented whether the customer allows it now
     * @return why not; empty if they may
     */
    public Optional<Refusal> refusal(DataRegion customer, boolean hasConsented, Instant now) {
        if (customer.equals(region())) {
            return Optional.empty();
        }
        var covering = mechanisms.stream().filter(it -> it.kind().covers(customer)).toList();
        if (covering.isEmpty()) {
            return Optional.of(Refusal.NO_MECHANISM);
        }
        if (covering.stream().noneMatch(it -> it.isInForce(now))) {
            return Optional.of(Refusal.MECHANISM_ENDED);
        }
        return hasConsented ? Optional.empty() : Optional.of(Refusal.NO_CONSENT);
    }
}
