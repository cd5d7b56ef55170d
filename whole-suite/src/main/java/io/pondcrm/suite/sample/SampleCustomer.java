package io.pondcrm.suite.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who does not exist. */
record SampleCustomer(
        String externalId,
        boolean organization,
        String displayName,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String gender,
        @Nullable LocalDate birthDate,
        String region,
        String locale,
        String timeZone,
        @Nullable String email,
        @Nullable String phone,
        List<String> tags,
        String source,
        @Nullable String favoriteStore,
        List<String> consents,
        Instant since) {

    SampleCustomer {
        tags = List.copyOf(tags);
        consents = List.copyOf(consents);
    }
}
