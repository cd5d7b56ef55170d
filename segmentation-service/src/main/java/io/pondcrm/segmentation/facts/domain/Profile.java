package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's profile says that scores and segments may use. Nothing in it tells who the
 * customer is.
 *
 * @param sequence version of the profile in customer-service; the largest one seen is kept
 * @param kind {@code PERSON} or {@code ORGANIZATION}
 * @param region ISO 3166-2, for example {@code CN-SH}
 * @param ageBand ten years, for example {@code 30-39}
 * @param birthday month and day, {@code MM-dd}
 * @param systems partner systems that know the customer
 * @param createdAt when the customer became known
 */
public record Profile(
        long sequence,
        String kind,
        @Nullable String region,
        @Nullable String gender,
        @Nullable String ageBand,
        @Nullable String birthday,
        @Nullable String locale,
        Set<String> tags,
        Set<String> systems,
        Instant createdAt) {

    public Profile {
        tags = Set.copyOf(tags);
        systems = Set.copyOf(systems);
    }

    /** The same, sharing what other customers have too. */
    Profile interned(Interner interner) {
        return new Profile(
                sequence,
                interner.intern(kind),
                region == null ? null : interner.intern(region),
                gender == null ? null : interner.intern(gender),
                ageBand == null ? null : interner.intern(ageBand),
                birthday == null ? null : interner.intern(birthday),
                locale == null ? null : interner.intern(locale),
                interner.intern(tags),
                interner.intern(systems),
                createdAt);
    }
}
