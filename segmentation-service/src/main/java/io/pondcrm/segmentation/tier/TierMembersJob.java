package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.ReconsiderEverybody;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import org.springframework.stereotype.Component;

/** Gives all customers their tiers after a scheme was published or retired. */
@Component
class TierMembersJob implements JobKind {

    private final Facts facts;

    TierMembersJob(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return TierSchemes.MEMBERS_JOB;
    }

    @Override
    public void run(JobRun job) {
        job.resultAt("/api/v1/tier-schemes/" + job.params().get("scheme") + "/distribution");
        ReconsiderEverybody.during(job, facts);
    }
}
