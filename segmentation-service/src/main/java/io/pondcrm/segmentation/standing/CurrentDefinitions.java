package io.pondcrm.segmentation.standing;

import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.lifecycle.domain.StageStrategies;
import io.pondcrm.segmentation.lifecycle.domain.StageStrategy;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRuns;
import io.pondcrm.segmentation.segment.domain.Segments;
import io.pondcrm.segmentation.standing.domain.Definitions;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What customers are held against, read anew at most every refresh interval. Whoever changes a
 * definition waits that long before customers are reconsidered, so that no instance decides by an
 * older one afterwards.
 */
@Component
class CurrentDefinitions {

    private final TierSchemes schemes;
    private final LifecycleSchemes lifecycles;
    private final StageStrategies strategies;
    private final RfmRuns runs;
    private final ClvModels clv;
    private final Segments segments;
    private final AttributeTypes attributes;
    private final StandingSettings settings;
    private volatile @Nullable Read last;

    CurrentDefinitions(
            TierSchemes schemes,
            LifecycleSchemes lifecycles,
            StageStrategies strategies,
            RfmRuns runs,
            ClvModels clv,
            Segments segments,
            AttributeTypes attributes,
            StandingSettings settings) {
        this.schemes = schemes;
        this.lifecycles = lifecycles;
        this.strategies = strategies;
        this.runs = runs;
        this.clv = clv;
        this.segments = segments;
        this.attributes = attributes;
        this.settings = settings;
    }

    // Intervals are about this machine, not about business: nanoTime, not the clock.
    private record Read(Definitions definitions, List<StageStrategy> strategies, long nanos) {}

    Definitions get() {
        return current().definitions;
    }

    /** What is done with customers who enter a stage; empty where nobody said so. */
    Optional<StageStrategy> strategyOf(LifecycleScheme scheme, Stage stage) {
        return current().strategies.stream()
                .filter(it -> it.scheme().equals(scheme.id()) && it.stage().equals(stage.name()))
                .findFirst();
    }

    private Read current() {
        var known = last;
        var now = System.nanoTime();
        if (known == null || now - known.nanos >= settings.refresh().toNanos()) {
            known = new Read(read(), strategies.listAll(), now);
            last = known;
        }
        return known;
    }

    private Definitions read() {
        return new Definitions(
                schemes.listInForce(),
                lifecycles.main(),
                lifecycles.listFurther(),
                runs.listLatest(),
                RfmModel.MAIN,
                clv.uses(),
                segments.listAll(),
                settings.currency(),
                attributes);
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
