package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.CountMoves;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries a draft out on all customers. It reads where they would stand and writes nothing but its
 * own result.
 */
@Component
class LifecycleSimulationJob implements JobKind {

    static final String NAME = "lifecycle-simulation";

    private static final String SIMULATION = "simulation";

    private final Facts facts;
    private final MongoLifecycleSchemes schemes;
    private final Clock clock;

    LifecycleSimulationJob(Facts facts, MongoLifecycleSchemes schemes, Clock clock) {
        this.facts = facts;
        this.schemes = schemes;
        this.clock = clock;
    }

    static Map<String, String> params(String simulation) {
        return Map.of(SIMULATION, simulation);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(SIMULATION)).toString();
        var simulation = schemes.findSimulation(id).orElseThrow();
        job.resultAt(
                "%s/%s/simulations/%s"
                        .formatted(LifecycleSchemeController.PATH, simulation.scheme(), id));
        if (simulation.moves() == null) {
            schemes.finish(tried(job, simulation));
        }
        schemes.change(
                simulation.scheme(), it -> it.simulated(simulation.draft(), clock.instant()));
    }

    private LifecycleSimulationDocument tried(JobRun job, LifecycleSimulationDocument simulation) {
        var current = simulation.current();
        var draft = simulation.draft();
        var asOf = simulation.asOf();
        var counted =
                CountMoves.during(
                        job,
                        facts,
                        Stage.class,
                        it -> new Moves.Move<>(stage(current, it, asOf), stage(draft, it, asOf)));
        return simulation.finished(counted.moves(), counted.customers());
    }

    private static @Nullable Stage stage(
            @Nullable LifecycleScheme scheme, CustomerFacts facts, Instant asOf) {
        return scheme == null
                ? null
                : scheme.follow(facts, asOf).map(it -> it.current().stage()).orElse(null);
    }
}
