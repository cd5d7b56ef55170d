package io.pondcrm.customer.retention;

import io.pondcrm.customer.retention.domain.DataKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is kept, from the moment that {@link DataKind} names.
 *
 * @param interval between two sweeps
 */
@ConfigurationProperties("pond.retention")
record RetentionSettings(
        @DefaultValue("PT1H") Duration interval,
        @DefaultValue("P395D") Period visitorInteractions,
        @DefaultValue("P1095D") Period customerInteractions,
        @DefaultValue("P3650D") Period timeline,
        @DefaultValue("P30D") Period importFiles,
        @DefaultValue("P365D") Period endedJobs) {

    /** Empty for what the sweeper leaves alone. */
    Optional<Period> limitOf(DataKind kind) {
        return switch (kind) {
            case VISITOR_INTERACTIONS -> Optional.of(visitorInteractions);
            case CUSTOMER_INTERACTIONS -> Optional.of(customerInteractions);
            case TIMELINE -> Optional.of(timeline);
            case IMPORT_FILES -> Optional.of(importFiles);
            case ENDED_JOBS -> Optional.of(endedJobs);
            case REPEATED_ANSWERS, PROFILES, PURCHASES, CONSENTS, PRIVACY_NOTICES, AUDIT_TRAIL ->
                    Optional.empty();
        };
    }

    /** What came before this moment is kept too long now. */
    Optional<Instant> keptSince(DataKind kind, Clock clock) {
        return limitOf(kind)
                .map(it -> clock.instant().atOffset(ZoneOffset.UTC).minus(it).toInstant());
    }
}
