package io.pondcrm.feedback.survey;

import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.survey.domain.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a survey lies in MongoDB. */
@Document("surveys")
@TypeAlias("survey")
record SurveyDocument(
        @Id String id,
        long version,
        String name,
        String question,
        String questionZh,
        boolean active,
        List<String> caseTypes,
        long validDays,
        long recontactDays,
        Instant createdAt,
        Instant updatedAt) {

    Survey toDomain() {
        Set<CaseType> types = caseTypes.stream().map(CaseType::valueOf).collect(Collectors.toSet());
        return new Survey(
                id, active, types, Duration.ofDays(validDays), Duration.ofDays(recontactDays));
    }
}
