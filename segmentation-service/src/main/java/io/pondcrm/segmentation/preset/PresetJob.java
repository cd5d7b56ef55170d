package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.preset.domain.Preset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Gives all customers what a preset tells of them; then goals have something to begin at. */
@Component
class PresetJob implements JobKind {

    static final String NAME = "preset-members";
    static final String PRESET = "preset";

    private static final String AFTER = "after";

    private final Facts facts;
    private final PresetGoals goals;

    PresetJob(Facts facts, PresetGoals goals) {
        this.facts = facts;
        this.goals = goals;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var preset = Preset.find(String.valueOf(job.params().get(PRESET))).orElseThrow();
        var total = facts.estimateCount();
        var done = new AtomicLong(job.counter("customers"));
        var after = job.checkpoint().get(AFTER);
        job.resultAt(PresetPayloads.made(preset));
        facts.reconsiderAll(
                after == null ? null : new CustomerId(after.toString()),
                (last, customers) -> {
                    job.progress(done.addAndGet(customers), total);
                    job.save(Map.of(AFTER, last.value()), Map.of("customers", done.get()));
                });
        goals.begin(preset);
    }
}
