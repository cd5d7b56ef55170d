package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives all customers their stages after a scheme was published or retired. */
@Component
class LifecycleMembersJob implements JobKind {

    static final String NAME = "lifecycle-members";

    private static final String SCHEME = "scheme";

    private final Facts facts;

    LifecycleMembersJob(Facts facts) {
        this.facts = facts;
    }

    static Map<String, String> params(String scheme) {
        return Map.of(SCHEME, scheme);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        job.resultAt(LifecycleSchemeController.PATH + "/" + job.params().get(SCHEME));
        ReconsiderEverybody.during(job, facts);
    }
}
