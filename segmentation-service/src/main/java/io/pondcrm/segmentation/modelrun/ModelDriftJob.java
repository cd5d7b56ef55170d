package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.modelrun.domain.Drift;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Compares all customers with those a model was made of. Run again it ends the same. */
@Component
class ModelDriftJob implements JobKind {

    static final String NAME = "model-drift";

    private static final int BATCH = 500;
    private static final String MODEL = "model";
    private static final String AS_OF = "asOf";

    private final Facts facts;
    private final MongoModelRuns runs;

    ModelDriftJob(Facts facts, MongoModelRuns runs) {
        this.facts = facts;
        this.runs = runs;
    }

    static Map<String, String> params(String model, Instant asOf) {
        return Map.of(MODEL, model, AS_OF, asOf.toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(MODEL), MODEL).toString();
        var asOf = Instant.parse(Objects.requireNonNull(job.params().get(AS_OF), AS_OF).toString());
        var model = runs.find(id).orElseThrow();
        job.resultAt("/api/v1/models/" + id);
        var measure = model.measure();
        var bins = model.bins();
        if (measure == null || bins == null) {
            throw ModelProblem.MODEL_WITHOUT_FEATURES.exception();
        }
        var count = new Drift.Count(bins);
        var total = facts.estimateCount();
        var done = 0L;
        for (var page : facts.pagesAfter(null, BATCH)) {
            page.forEach(known -> measure.at(known, asOf).ifPresent(count::add));
            done += page.size();
            job.progress(done, Math.max(done, total));
            job.check();
        }
        runs.keep(id, count.drift(asOf));
    }
}
