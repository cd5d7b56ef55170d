package io.pondcrm.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.pondcrm.chassis.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What each caller may still spend. */
final class Budgets {

    /**
     * What is left after a call was asked for.
     *
     * @param granted whether the call is within the budget
     * @param refill after how many seconds the budget is whole again, or, where nothing is left,
     *     one more call is allowed
     */
    record Account(
            String policy, LimitSettings.Quota quota, boolean granted, long left, long refill) {

        /** As in draft-ietf-httpapi-ratelimit-headers. */
        String toHeader() {
            return "\"" + policy + "\";r=" + left + ";t=" + refill;
        }
    }

    /** One caller's budget. */
    record Budget(String policy, LimitSettings.Quota quota, Bucket bucket, String policyHeader) {

        Account spend() {
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            var wait =
                    probe.isConsumed()
                            ? probe.getNanosToWaitForReset()
                            : probe.getNanosToWaitForRefill();
            return new Account(
                    policy, quota, probe.isConsumed(), probe.getRemainingTokens(), seconds(wait));
        }

        Account look() {
            var probe = bucket.estimateAbilityToConsume(1);
            return new Account(
                    policy,
                    quota,
                    probe.canBeConsumed(),
                    probe.getRemainingTokens(),
                    seconds(probe.getNanosToWaitForRefill()));
        }

        private static long seconds(long nanos) {
            return (nanos + 999_999_999) / 1_000_000_000;
        }
    }

    private static final String ANONYMOUS = "anonymous";

    private final LoadingCache<String, Budget> ofClients;
    private final LoadingCache<String, Budget> ofAddresses;

    Budgets(LimitSettings settings, Clock clock) {
        var meter = new ClockMeter(clock);
        ofClients =
                kept(settings.standard().window())
                        .build(client -> budget("default", settings.of(client), meter));
        ofAddresses =
                kept(settings.anonymous().window())
                        .build(_ -> budget(ANONYMOUS, settings.anonymous(), meter));
    }

    /** The budget that a call counts against: the client's, or the address's where no token is. */
    Budget of(Caller caller, String address) {
        return caller.clientId().equals(ANONYMOUS)
                ? ofAddress(address)
                : ofClients.get(caller.clientId());
    }

    Budget ofAddress(String address) {
        return ofAddresses.get(address);
    }

    private static Caffeine<Object, Object> kept(Duration window) {
        return Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(window.multipliedBy(2));
    }

    private static Budget budget(String policy, LimitSettings.Quota quota, TimeMeter meter) {
        var bucket =
                Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(quota.requests())
                                        .refillGreedy(quota.requests(), quota.window()))
                        .withCustomTimePrecision(meter)
                        .build();
        return new Budget(
                policy,
                quota,
                bucket,
                "\"" + policy + "\";q=" + quota.requests() + ";w=" + quota.window().toSeconds());
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
