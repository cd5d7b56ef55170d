package io.pondcrm.segmentation.abc;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;

/** An ABC classification: reads and classifies everybody, then lets everybody hear of it. */
@Component
class AbcJob implements JobKind {

    static final String NAME = "abc-classification";

    private static final String CLASSIFICATION = "classification";
    private static final String AFTER = "after";

    private final RunAbc runAbc;
    private final MongoAbc abc;
    private final Facts facts;

    AbcJob(RunAbc runAbc, MongoAbc abc, Facts facts) {
        this.runAbc = runAbc;
        this.abc = abc;
        this.facts = facts;
    }

    static Map<String, String> params(String classification) {
        return Map.of(CLASSIFICATION, classification);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(CLASSIFICATION)).toString();
        var total = facts.estimateCount();
        var done = new AtomicLong();
        IntConsumer read =
                customers -> {
                    job.progress(done.addAndGet(customers), 2 * total);
                    job.check();
                };
        runAbc.classify(id, read);
        job.resultAt("/api/v1/abc-classifications/" + id);
        if (abc.find(id).orElseThrow().isOnTrial()) {
            runAbc.compare(id, read);
            return;
        }
        var told = new AtomicLong(job.counters().getOrDefault("customers", 0L));
        var after = job.checkpoint().get(AFTER);
        runAbc.putInEffect(
                id,
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(total + told.addAndGet(customers), 2 * total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", told.get()));
                });
    }
}
