package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Gives all customers their tiers after a scheme was published or retired. */
@Component
class TierMembersJob implements JobKind {

    private static final String AFTER = "after";
    private static final String CUSTOMERS = "customers";

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
        job.resultAt("/api/v1/tier-schemes/" + job.params().get("scheme") + "/distribution");
        reconsiderAll(facts, job, Map.of());
    }

    /**
     * Goes on where the job was.
     *
     * @param done what its checkpoint says of rounds over everybody before this one; empty if it is
     *     the only one
     */
    static void reconsiderAll(Facts facts, JobRun job, Map<String, ?> done) {
        var total = facts.estimateCount();
        var before = done.isEmpty() ? 0 : total;
        var reached = new AtomicLong(job.counter(CUSTOMERS));
        var after = job.checkpoint().get(AFTER);
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(before + reached.addAndGet(customers), before + total);
                    var checkpoint = new HashMap<String, Object>(done);
                    checkpoint.put(AFTER, last.value());
                    job.save(checkpoint, Map.of(CUSTOMERS, reached.get()));
                });
    }
}
