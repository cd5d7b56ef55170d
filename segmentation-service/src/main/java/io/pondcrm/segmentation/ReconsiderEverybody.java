package io.pondcrm.segmentation;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What jobs do after a definition has changed that customers are judged by. */
public final class ReconsiderEverybody {

    private static final String AFTER = "after";
    private static final String CUSTOMERS = "customers";

    private ReconsiderEverybody() {}

    /** Draws every customer's conclusions anew, from where the job was when it stopped last. */
    public static void during(JobRun job, Facts facts) {
        during(job, facts, Map.of());
    }

    /**
     * The same after another round over everybody.
     *
     * @param done what the checkpoint says of that round; empty if there was none
     */
    public static void during(JobRun job, Facts facts, Map<String, ?> done) {
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
