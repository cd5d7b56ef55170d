package io.pondcrm.customer.interaction;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.interaction.domain.Interactions;
import io.pondcrm.customer.interaction.domain.Visitor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Gives the customer what the visitor did before. */
@Component
class LinkVisitorJob implements JobKind {

    static final String NAME = "visitor-link";

    private final Interactions interactions;

    LinkVisitorJob(Interactions interactions) {
        this.interactions = interactions;
    }

    static Map<String, String> params(Visitor visitor, String customer) {
        return Map.of(
                "system",
                visitor.system(),
                "anonymousId",
                visitor.anonymousId(),
                "customer",
                customer);
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
                new Visitor(
                        String.valueOf(params.get("system")),
                        String.valueOf(params.get("anonymousId"))),
                more -> {
                    job.progress(linked.addAndGet(more), 0);
                    job.save(Map.of(), Map.of("linked", linked.get()));
                });
        job.save(Map.of(), Map.of("linked", linked.get()));
    }
}
