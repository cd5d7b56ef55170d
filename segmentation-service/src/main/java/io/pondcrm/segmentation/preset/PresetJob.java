package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.tier.domain.QuotaSchemes;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives all customers what a preset tells of them; then goals have something to begin at. */
@Component
class PresetJob implements JobKind {

    static final String NAME = "preset-members";
    private static final String PRESET = "preset";
    private static final String DRAW = "draw";
    private static final String BY = "by";

    private final Facts facts;
    private final QuotaSchemes quotas;
    private final PresetGoals goals;

    PresetJob(Facts facts, QuotaSchemes quotas, PresetGoals goals) {
        this.facts = facts;
        this.quotas = quotas;
        this.goals = goals;
    }

    /**
     * @param draw the id of the table of cut points, if there is one to be drawn
     * @param by the client that sets the preset up
     */
    static Map<String, String> params(Preset preset, String draw, String by) {
        return Map.of(PRESET, preset.code(), DRAW, draw, BY, by);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var preset = Preset.find(String.valueOf(job.params().get(PRESET))).orElseThrow();
        job.resultAt(PresetPayloads.made(preset));
        preset.tierScheme().ifPresent(it -> publishDrawn(it, job));
        ReconsiderEverybody.during(job, facts);
        goals.begin(preset);
    }

    private void publishDrawn(String scheme, JobRun job) {
        quotas.publishDrawn(scheme, text(job, DRAW), text(job, BY), _ -> job.check());
    }

    private static String text(JobRun job, String name) {
        return String.valueOf(job.params().get(name));
    }
}
