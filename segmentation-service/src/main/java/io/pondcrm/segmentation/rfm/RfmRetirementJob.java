package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes the scores by a retired model from everybody who has them. */
@Component
class RfmRetirementJob implements JobKind {

    static final String NAME = "rfm-retirement";

    private static final String MODEL = "model";

    private final Facts facts;

    RfmRetirementJob(Facts facts) {
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
        job.resultAt("/api/v1/rfm-models/" + job.params().get(MODEL));
        ReconsiderEverybody.during(job, facts);
    }
}
