package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.kernel.CustomerId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Gives the customer what visitors did before we knew that they were this customer. */
@Component
class LinkVisitorJob implements JobKind {

    static final String NAME = "visitor-link";

    private final Interactions interactions;

    LinkVisitorJob(Interactions interactions) {
        this.interactions = interactions;
    }

    static Map<String, String> params(String customer) {
        return Map.of("customer", customer);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var params = job.params();
        var linked = new AtomicLong(job.counter("linked"));
        job.resultAt("/api/v1/customers/" + params.get("customer") + "/interactions");
        interactions.backfill(
                new CustomerId(String.valueOf(params.get("customer"))),
                more -> {
                    job.progress(linked.addAndGet(more), 0);
                    job.save(Map.of(), Map.of("linked", linked.get()));
                });
        job.save(Map.of(), Map.of("linked", linked.get()));
    }
}
