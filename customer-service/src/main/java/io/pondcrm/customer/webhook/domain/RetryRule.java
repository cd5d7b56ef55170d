package io.pondcrm.customer.webhook.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a call that failed is made again: after ever longer pauses, each a fifth longer or shorter
 * by chance, so that a receiver that comes back is not run over. The last attempt falls on the end
 * of the delivery's life.
 *
 * @param first the first pause
 * @param longest no pause is longer
 * @param life from the first attempt to the last
 */
public record RetryRule(Duration first, Duration longest, Duration life) {

    private static final int FACTOR = 4;
    private static final int MOST_STEPS = 20;
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    /**
     * @param begun when the first attempt was
     * @param attempts how many there were, at least 1
     * @param now when the last one ended
     * @param chance 0 to 999
     * @param wish what the receiver asked for by {@code Retry-After}; no more than a day counts
     * @return empty if there is to be none
     */
    public Optional<Instant> next(
            Instant begun, int attempts, Instant now, int chance, @Nullable Duration wish) {
        var end = begun.plus(life);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        var pause = first;
        for (var step = 1;
                step < Math.min(attempts, MOST_STEPS) && pause.compareTo(longest) < 0;
                step++) {
            pause = pause.multipliedBy(FACTOR);
        }
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        pause = pause.multipliedBy(800 + chance * 2L / 5).dividedBy(1_000);
        if (wish != null && wish.compareTo(pause) > 0) {
            pause = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        }
        var at = now.plus(pause);
        return Optional.of(at.isBefore(end) ? at : end);
    }
}
