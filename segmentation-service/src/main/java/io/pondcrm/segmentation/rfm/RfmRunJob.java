package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerRange;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A run of an RFM model: reads and scores everybody, then lets everybody hear of it. */
@Component
class RfmRunJob implements JobKind {

    static final String NAME = "rfm-run";

    private static final String SCORED = "scored";
    private static final String BOUNDS = "bounds";

    /** Large enough to be worth a document, small enough to be read again after a crash. */
    private static final int RANGE = 10_000;

    private static final String AFTER = "after";

    private final RunRfm runRfm;
    private final MongoRfmModels models;
    private final Facts facts;

    RfmRunJob(RunRfm runRfm, MongoRfmModels models, Facts facts) {
        this.runRfm = runRfm;
        this.models = models;
        this.facts = facts;
    }

    static Map<String, String> params(String run, RfmModel model, Instant asOf) {
        return Map.of(
                "run",
                run,
                "model",
                model.id(),
                "version",
                Integer.toString(model.version()),
                "asOf",
                asOf.toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var run = text(job.params(), "run");
        var model = text(job.params(), "model");
        var steps = new Steps(job, facts.estimateCount());
        if (!job.checkpoint().containsKey(SCORED)) {
            runRfm.score(
                    run,
                    models.find(model)
                            .flatMap(it -> it.find(Integer.parseInt(text(job.params(), "version"))))
                            .orElseThrow(RfmProblem.RFM_MODEL_NOT_FOUND::exception)
                            .definition(),
                    Instant.parse(text(job.params(), "asOf")),
                    ranges(job),
                    steps::read);
            job.resultAt("/api/v1/rfm-models/" + model + "/runs/" + run);
            job.save(Map.of(SCORED, run), Map.of());
        }
        var after = job.checkpoint().get(AFTER);
        steps.told = job.counters().getOrDefault("customers", 0L);
        runRfm.putInEffect(
                run,
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> steps.told(run, last, customers));
    }

    /** The same for every attempt, whoever comes meanwhile. */
    private List<CustomerRange> ranges(JobRun job) {
        var bounds = new ArrayList<CustomerId>();
        if (job.checkpoint().get(BOUNDS) instanceof List<?> saved) {
            saved.forEach(bound -> bounds.add(new CustomerId(String.valueOf(bound))));
        } else {
            bounds.addAll(facts.listBounds(RANGE));
            job.save(Map.of(BOUNDS, bounds.stream().map(CustomerId::value).toList()), Map.of());
        }
        return CustomerRange.between(bounds);
    }

    private static String text(Map<String, Object> params, String name) {
        return Objects.requireNonNull(params.get(name), name).toString();
    }

    /** Both halves go over all customers. */
    private static final class Steps {

        private final JobRun job;
        private final long customers;
        private long read;
        private long told;

        Steps(JobRun job, long customers) {
            this.job = job;
            this.customers = customers;
        }

        void read(int more) {
            read += more;
            job.progress(read, 2 * customers);
            job.check();
        }

        void told(String run, CustomerId last, int more) {
            told += more;
            job.progress(customers + told, 2 * customers);
            var checkpoint = new HashMap<String, Object>();
            checkpoint.put(SCORED, run);
            checkpoint.put(AFTER, last.value());
            job.save(checkpoint, Map.of("customers", told));
        }
    }
}
