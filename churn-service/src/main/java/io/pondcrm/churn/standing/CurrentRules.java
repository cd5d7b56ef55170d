package io.pondcrm.churn.standing;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.ChurnDefinitions;
import io.pondcrm.churn.standing.domain.Standing;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What customers are held against, read anew at most every refresh interval. Whoever publishes a
 * definition waits that long before customers are reconsidered, so that no instance decides by an
 * older one afterwards.
 */
@Component
class CurrentRules {

    private final ChurnDefinitions definitions;
    private final StandingSettings settings;
    private volatile @Nullable Read last;

    CurrentRules(ChurnDefinitions definitions, StandingSettings settings) {
        this.definitions = definitions;
        this.settings = settings;
    }

    // Intervals are about this machine, not about business: nanoTime, not the clock.
    private record Read(Standing.Rules rules, long nanos) {}

    Standing.Rules get() {
        var known = last;
        var now = System.nanoTime();
        if (known == null || now - known.nanos >= settings.refresh().toNanos()) {
            known =
                    new Read(
                            new Standing.Rules(
                                    definitions.versions(ChurnDefinition.MAIN), settings.settle()),
                            now);
            last = known;
        }
        return known.rules;
    }

    /**
     * Waits until no instance decides by what was read before now.
     *
     * @throws IllegalStateException if this instance is told to stop meanwhile
     */
    void awaitRefresh() {
        last = null;
        try {
            TimeUnit.NANOSECONDS.sleep(settings.refresh().toNanos() * 3 / 2);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting", interrupted);
        }
    }
}
