package io.pondcrm.feedback.sla.domain;

import io.pondcrm.feedback.entitlement.domain.Entitlement;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy promises one customer.
 *
 * @param targets how much time each clock has; none is promised where it is missing
 * @param ground the benefit by which the policy applies; null where it names none
 */
public record Terms(Map<ClockKind, Duration> targets, @Nullable Ground ground) {

    /** The soonest first response, then the soonest resolution, then the older grant. */
    static final Comparator<Terms> BEST =
            Comparator.<Terms, Duration>comparing(it -> it.time(ClockKind.FIRST_RESPONSE))
                    .thenComparing(it -> it.time(ClockKind.RESOLUTION))
                    .thenComparing(it -> it.ground == null ? "" : it.ground.grantId());

    private static final Duration NOT_PROMISED = Duration.ofSeconds(Long.MAX_VALUE);

    public Terms {
        targets = Map.copyOf(targets);
    }

    /** By a benefit, whose parameters go before what the policy says. */
    static Terms by(Entitlement entitlement, Map<ClockKind, Duration> ofPolicy) {
        var targets = new EnumMap<ClockKind, Duration>(ClockKind.class);
        targets.putAll(ofPolicy);
        var sets = EnumSet.noneOf(ClockKind.class);
        for (var kind : ClockKind.values()) {
            entitlement
                    .findDuration(kind.parameter())
                    .ifPresent(target -> {
                        targets.put(kind, target);
                        sets.add(kind);
                    });
        }
        return new Terms(targets, Ground.of(entitlement, sets));
    }

    private Duration time(ClockKind kind) {
        return targets.getOrDefault(kind, NOT_PROMISED);
    }
}
