package io.pondcrm.segmentation.segment;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.segment.domain.Memberships;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Brings the members of a new, changed or deleted segment up to date, customer by customer. */
@Component
class SegmentMembersJob implements JobKind {

    static final String NAME = "segment-members";

    private static final String AFTER = "after";

    private final Facts facts;
    private final Memberships memberships;

    SegmentMembersJob(Facts facts, Memberships memberships) {
        this.facts = facts;
        this.memberships = memberships;
    }

    static Map<String, String> params(String segment) {
        return Map.of("segment", segment);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var segment = Objects.requireNonNull(job.params().get("segment")).toString();
        var total = facts.estimateCount();
        var done = new AtomicLong(job.counters().getOrDefault("customers", 0L));
        var after = job.checkpoint().get(AFTER);
        job.resultAt("/api/v1/segments/" + segment + "/members");
        memberships.renew(
                segment,
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", done.get()));
                });
    }
}
