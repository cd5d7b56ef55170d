package io.pondcrm.chassis.retention;

import io.pondcrm.chassis.retention.RetentionRule.Ends;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The rules of a service, with the limits that its settings say. Any thread. */
public final class RetentionLimits {

    private static final String SETTINGS = "pond.retention.";

    /** Some day, to compare months and days by. */
    private static final LocalDate DAY = LocalDate.EPOCH;

    private final List<RetentionRule> rules;
    private final Map<String, Period> limits = new LinkedHashMap<>();
    private final Duration interval;
    private final Clock clock;

    RetentionLimits(Stream<RetentionRule> rules, Environment environment, Clock clock) {
        this.rules = rules.toList();
        this.clock = clock;
        var settings = Binder.get(environment);
        interval = settings.bind(SETTINGS + "interval", Duration.class).orElse(Duration.ofHours(1));
        for (var rule : this.rules) {
            var usual = rule.limit();
            if ((rule.ends() == Ends.LIMIT) != (usual != null)) {
                throw new IllegalArgumentException(rule.kind() + " is limited, or it is not");
            }
            if (usual != null) {
                var limit = settings.bind(SETTINGS + rule.kind(), Period.class).orElse(usual);
                var shortest = rule.shortest();
                var least = shortest == null ? Period.ofDays(1) : shortest;
                if (DAY.plus(limit).isBefore(DAY.plus(least))) {
                    throw new IllegalArgumentException(
                            SETTINGS + rule.kind() + " must be " + least + " or more");
                }
                if (limits.put(rule.kind(), limit) != null) {
                    throw new IllegalArgumentException("Two rules for " + rule.kind());
                }
            }
        }
    }

    /** All rules, the chassis' own last. */
    public List<RetentionRule> rules() {
        return rules;
    }

    /** Empty for what no sweep deletes. */
    public Optional<Period> limitOf(String kind) {
        return Optional.ofNullable(limits.get(kind));
    }

    /**
     * What came before this moment is kept too long now, and not taken in again when it is told
     * once more.
     *
     * @throws NullPointerException if there is no limit for this kind
     */
    public Instant keptSince(String kind) {
        var limit = Objects.requireNonNull(limits.get(kind), kind);
        return clock.instant().atOffset(ZoneOffset.UTC).minus(limit).toInstant();
    }

    Duration interval() {
        return interval;
    }
}
