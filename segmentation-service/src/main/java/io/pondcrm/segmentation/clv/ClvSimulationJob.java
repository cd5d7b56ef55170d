package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.CountMoves;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.Prospect;
import io.pondcrm.segmentation.clv.domain.ValueClass;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries a fitted draft out on all customers. It reads, and writes nothing but its own result. */
@Component
class ClvSimulationJob implements JobKind {

    static final String NAME = "clv-simulation";

    private static final String SIMULATION = "simulation";

    private final Facts facts;
    private final MongoClvModels models;
    private final Clock clock;

    ClvSimulationJob(Facts facts, MongoClvModels models, Clock clock) {
        this.facts = facts;
        this.models = models;
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
        var simulation = models.findSimulation(id).orElseThrow();
        job.resultAt(
                "%s/%s/simulations/%s"
                        .formatted(ClvModelController.PATH, simulation.modelId(), id));
        var draft = simulation.draft();
        if (simulation.moves() == null) {
            var current = simulation.current();
            var asOf = simulation.asOf();
            var counted =
                    CountMoves.during(
                            job,
                            facts,
                            ValueClass.class,
                            it ->
                                    new Moves.Move<>(
                                            valueClass(current, it, asOf),
                                            valueClass(draft, it, asOf)));
            models.finish(simulation.finished(counted.moves(), counted.customers()));
        }
        models.change(
                simulation.modelId(),
                it ->
                        // One that was fitted anew meanwhile is another draft.
                        it.draft().filter(now -> now.definition().equals(draft)).isPresent()
                                ? it.simulated(draft, clock.instant())
                                : new EditionChange.AlreadySo<>(it));
    }

    private static @Nullable ValueClass valueClass(
            @Nullable ClvModel model, CustomerFacts facts, Instant asOf) {
        return model == null ? null : model.prospect(facts, asOf).map(Prospect::band).orElse(null);
    }
}
