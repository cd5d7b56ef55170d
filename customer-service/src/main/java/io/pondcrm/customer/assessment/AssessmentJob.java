package io.pondcrm.customer.assessment;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.SecurityCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Runs all checks, one after the other, and keeps what they found. */
@Component
class AssessmentJob implements JobKind {

    static final String NAME = "security-assessment";

    private final List<SecurityCheck> checks;
    private final MongoOperations mongo;
    private final Clock clock;

    AssessmentJob(List<SecurityCheck> checks, MongoOperations mongo, Clock clock) {
        this.checks = List.copyOf(checks);
        this.mongo = mongo;
        this.clock = clock;
    }

    static Map<String, String> params(String assessment, String client) {
        return Map.of("assessment", assessment, "client", client);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = String.valueOf(job.params().get("assessment"));
        var findings = new ArrayList<Finding>();
        var done = 0;
        for (var check : checks) {
            job.check();
            findings.addAll(check.look());
            job.progress(++done, checks.size());
        }
        mongo.save(
                new AssessmentDocument(
                        id,
                        clock.instant(),
                        String.valueOf(job.params().get("client")),
                        findings.stream().map(AssessmentDocument.Line::of).toList()));
        job.resultAt("/api/v1/security-assessments/" + id);
        job.save(Map.of(), Map.of("findings", (long) findings.size()));
    }
}
