package io.pondcrm.customer.assessment;

import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Finding;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an assessment that has ended lies in MongoDB.
 *
 * @param id {@code sas_…}
 */
@Document("securityAssessments")
@TypeAlias("security-assessment")
record AssessmentDocument(@Id String id, Instant at, String requestedBy, List<Line> findings) {

    static final String PREFIX = "sas";

    record Line(String check, String subject, long count, long looked) {

        static Line of(Finding finding) {
            return new Line(
                    finding.check().name(), finding.subject(), finding.count(), finding.looked());
        }

        Finding toDomain() {
            return new Finding(Check.valueOf(check), subject, count, looked);
        }
    }

    List<Finding> toDomain() {
        return findings.stream().map(Line::toDomain).toList();
    }
}
