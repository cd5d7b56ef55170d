package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lets customers enter and leave segments by value after a model was published or retired. */
@Component
class ClvMembersJob implements JobKind {

    static final String NAME = "clv-members";

    private static final String MODEL = "model";

    private final Facts facts;

    ClvMembersJob(Facts facts) {
        this.facts = facts;
    }

    static Map<String, String> params(String model) {
        return Map.of(MODEL, model);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        job.resultAt("/api/v1/clv-models/" + job.params().get(MODEL));
        ReconsiderEverybody.during(job, facts);
    }
}
