package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Takes the scores by a retired model from everybody who has them. */
@Component
class RfmRetirementJob implements JobKind {

    static final String NAME = "rfm-retirement";

    private static final String MODEL = "model";
    private static final String AFTER = "after";

    private final Facts facts;

    RfmRetirementJob(Facts facts) {
        this.facts = facts;
    }

    static Map<String, String> params(String model) {
        return Map.of(MODEL, model);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var total = facts.estimateCount();
        var done = new AtomicLong(job.counter("customers"));
        var after = job.checkpoint().get(AFTER);
        job.resultAt("/api/v1/rfm-models/" + job.params().get(MODEL));
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", done.get()));
                });
    }
}
