package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Gives all customers their tiers after a scheme was published or retired. */
@Component
class TierMembersJob implements JobKind {

    private static final String AFTER = "after";

    private final Facts facts;

    TierMembersJob(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return TierSchemes.MEMBERS_JOB;
    }

    @Override
    public void run(JobRun job) {
        var total = facts.estimateCount();
        var done = new AtomicLong(job.counter("customers"));
        var after = job.checkpoint().get(AFTER);
        job.resultAt("/api/v1/tier-schemes/" + job.params().get("scheme") + "/distribution");
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", done.get()));
                });
    }
}
