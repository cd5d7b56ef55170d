package io.pondcrm.churn.definition;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.kernel.CustomerId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Scores everybody by a new version of the main definition, customer by customer. */
@Component
class RescoreJob implements JobKind {

    static final String NAME = "churn-rescore";

    private static final String AFTER = "after";

    private final Facts facts;

    RescoreJob(Facts facts) {
        this.facts = facts;
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
        job.resultAt("/api/v1/churn-overview");
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", done.get()));
                });
    }
}
