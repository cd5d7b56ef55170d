package io.pondcrm.customer.contactpolicy;

import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.contactpolicy.domain.ContactPreference;
import io.pondcrm.customer.contactpolicy.domain.QuietHours;
import io.pondcrm.kernel.CustomerId;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a preference lies in MongoDB.
 *
 * @param id the customer's id
 * @param quietFrom as {@code HH:mm}; both or none
 */
@Document("contact_preferences")
@TypeAlias("contact-preference")
record ContactPreferenceDocument(
        @Id String id,
        long version,
        List<String> channels,
        @Nullable String quietFrom,
        @Nullable String quietTo) {

    static ContactPreferenceDocument of(ContactPreference preference) {
        return new ContactPreferenceDocument(
                preference.customer().value(),
                preference.version(),
                preference.channels().stream().map(Channel::name).toList(),
                preference.quietHours().map(it -> it.from().toString()).orElse(null),
                preference.quietHours().map(it -> it.to().toString()).orElse(null));
    }

    ContactPreference toDomain() {
        return new ContactPreference(
                new CustomerId(id),
                version,
                channels.stream().map(Channel::valueOf).toList(),
                quietFrom == null || quietTo == null
                        ? Optional.empty()
                        : Optional.of(
                                new QuietHours(
                                        LocalTime.parse(quietFrom), LocalTime.parse(quietTo))));
    }
}
