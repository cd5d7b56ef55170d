package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's profile says that scores and segments may use. Nothing in it tells who the
 * customer is.
 *
 * @param sequence version of the profile in customer-service
 * @param kind {@code PERSON} or {@code ORGANIZATION}
 * @param region ISO 3166-2, for example {@code CN-SH}
 * @param ageBand ten years, for example {@code 30-39}
 * @param birthday month and day, {@code MM-dd}
 * @param attributes the company's own, as they were written; {@link AttributeType} reads them
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
        Map<String, String> attributes,
        Set<String> systems,
        Instant createdAt) {

    public Profile {
        tags = Set.copyOf(tags);
        attributes = Map.copyOf(attributes);
        systems = Set.copyOf(systems);
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Without attributes of the company's own. */
    public Profile(
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
        this(
                sequence, kind, region, gender, ageBand, birthday, locale, tags, Map.of(), systems,
                createdAt);
    }

    /** Whether both say the same of the customer, whichever version they are. */
    boolean saysAs(Profile other) {
        return numbered(0).equals(other.numbered(0));
    }

    private Profile numbered(long number) {
        return new Profile(
                number,
                kind,
                region,
                gender,
                ageBand,
                birthday,
                locale,
                tags,
                attributes,
                systems,
                createdAt);
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
                interner.intern(attributes),
                interner.intern(systems),
                createdAt);
    }
}
