package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.preset.domain.Preset;
import org.springframework.stereotype.Component;

/** Gives all customers what a preset tells of them; then goals have something to begin at. */
@Component
class PresetJob implements JobKind {

    static final String NAME = "preset-members";
    static final String PRESET = "preset";

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
        job.resultAt(PresetPayloads.made(preset));
        ReconsiderEverybody.during(job, facts);
        goals.begin(preset);
    }
}
