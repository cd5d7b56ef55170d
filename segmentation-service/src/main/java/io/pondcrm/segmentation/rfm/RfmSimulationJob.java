package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Tries a draft out on all customers. It reads, and writes nothing but its own result. */
@Component
class RfmSimulationJob implements JobKind {

    static final String NAME = "rfm-simulation";

    private static final String SIMULATION = "simulation";

    private final RunRfm runRfm;
    private final MongoRfmModels models;
    private final Facts facts;
    private final Clock clock;

    RfmSimulationJob(RunRfm runRfm, MongoRfmModels models, Facts facts, Clock clock) {
        this.runRfm = runRfm;
        this.models = models;
        this.facts = facts;
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
        job.resultAt("/api/v1/rfm-models/%s/simulations/%s".formatted(simulation.modelId(), id));
        var draft = simulation.model().toDomain();
        if (simulation.outcome() == null) {
            var total = facts.estimateCount();
            var read = new AtomicLong();
            var tried =
                    runRfm.tryOut(
                            id,
                            draft,
                            simulation.against(),
                            simulation.asOf(),
                            (_, customers) -> {
                                job.progress(read.addAndGet(customers), total);
                                job.check();
                            });
            models.finish(simulation.finished(tried.run(), tried.moves()));
        }
        models.change(simulation.modelId(), it -> it.simulated(draft, clock.instant()));
    }
}
