package io.pondcrm.customer.contactpolicy.domain;

import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;

/**
 * How a customer likes to be addressed. A preference is no consent: it puts in order what is
 * allowed.
 *
 * @param version 0 where nothing was ever said, one more with each change
 * @param channels the liked ones, best first; may be empty
 * @param quietHours the customer's own; the company's count where there are none
 */
public record ContactPreference(
        CustomerId customer,
        long version,
        List<Channel> channels,
        Optional<QuietHours> quietHours) {

    public ContactPreference {
        channels = List.copyOf(channels);
    }

    /** Of a customer who never said anything about it. */
    public static ContactPreference none(CustomerId customer) {
        return new ContactPreference(customer, 0, List.of(), Optional.empty());
    }
}
