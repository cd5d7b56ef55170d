package io.pondcrm.segmentation;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What jobs do after a definition has changed that customers are judged by. */
public final class ReconsiderEverybody {

    private static final String AFTER = "after";
    private static final String CUSTOMERS = "customers";

    private ReconsiderEverybody() {}

    /** Draws every customer's conclusions anew, from where the job was when it stopped last. */
    public static void during(JobRun job, Facts facts) {
        var total = facts.estimateCount();
        var done = new AtomicLong(job.counter(CUSTOMERS));
        var after = job.checkpoint().get(AFTER);
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of(CUSTOMERS, done.get()));
                });
    }
}
