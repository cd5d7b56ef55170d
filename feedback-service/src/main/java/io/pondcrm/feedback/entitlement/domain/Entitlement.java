package io.pondcrm.feedback.entitlement.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A benefit that a customer has.
 *
 * @param benefit what those who give it go by, for example {@code DEDICATED_SUPPORT}
 * @param benefitId {@code ben_…}
 * @param grantId the grant that gives it to the customer's tier, {@code grt_…}
 * @param scheme the scheme of that tier
 * @param tier that tier
 * @param parameters how much of it, as the benefit's own schema has it
 * @param until the first moment at which it is over, whether anybody says so or not; null for no
 *     end that is known
 */
public record Entitlement(
        String benefit,
        String benefitId,
        String grantId,
        String scheme,
        String tier,
        Map<String, Object> parameters,
        @Nullable Instant until) {

    private static final Duration LONGEST = Duration.ofDays(365);

    public Entitlement {
        // A copy that takes JSON's null.
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public boolean holdsAt(Instant moment) {
        return until == null || until.isAfter(moment);
    }

    /**
     * A parameter that says how long something may take, as a duration of ISO 8601, for example
     * {@code PT30M}; empty where there is none, or where it is not of whole minutes from one to a
     * year.
     */
    public Optional<Duration> findDuration(String parameter) {
        if (!(parameters.get(parameter) instanceof String text)) {
            return Optional.empty();
        }
        try {
            var duration = Duration.parse(text);
            return duration.isPositive()
                            && duration.compareTo(LONGEST) <= 0
                            && duration.equals(Duration.ofMinutes(duration.toMinutes()))
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
