package io.pondcrm.customer.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Comparison;
import io.pondcrm.customer.assessment.domain.Comparison.Compared;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Security assessments as callers see them. */
final class AssessmentPayloads {

    private AssessmentPayloads() {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SecurityFinding")
    record FindingView(
            Check check,
            Severity severity,
            @Schema(
                            description =
                                    "A field of the store, a client, a setting, a version of a"
                                            + " notice; never a customer's value",
                            example = "timeline.details.note")
                    String subject,
            @Schema(description = "How many there are", example = "3") long count,
            @Schema(description = "Of how many that were looked at", example = "200")
                    @Nullable Long looked,
            @Schema(description = "What to do, in the language of the request") String advice,
            @Schema(description = "Since the assessment it is compared with; else left out")
                    Comparison.@Nullable Change change) {

        static FindingView of(Finding finding, Comparison.@Nullable Change change, Locale locale) {
            return new FindingView(
                    finding.check(),
                    finding.check().severity(),
                    finding.subject(),
                    finding.count(),
                    finding.looked() == 0 ? null : finding.looked(),
                    AssessmentWords.adviceOn(finding.check()).in(locale),
                    change);
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "SecurityAssessmentSummary")
    record SummaryView(
            @Schema(example = "sas_01h455vb4pex5vsknk084sn02q") String id,
            Instant at,
            @Schema(description = "The client that asked for it") String requestedBy,
            @Schema(description = "How many findings of each severity there are")
                    Map<Severity, Long> findings) {

        static SummaryView of(AssessmentDocument document) {
            return new SummaryView(
                    document.id(),
                    document.at(),
                    document.requestedBy(),
                    bySeverity(document.toDomain()));
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SecurityAssessment")
    record AssessmentView(
            @Schema(example = "sas_01h455vb4pex5vsknk084sn02q") String id,
            Instant at,
            @Schema(description = "The client that asked for it") String requestedBy,
            @Nullable String comparedWith,
            @Schema(description = "The worst first") List<FindingView> findings) {

        static AssessmentView of(
                AssessmentDocument document, @Nullable AssessmentDocument before, Locale locale) {
            var compared =
                    Comparison.of(
                            document.toDomain(), before == null ? List.of() : before.toDomain());
            return new AssessmentView(
                    document.id(),
                    document.at(),
                    document.requestedBy(),
                    before == null ? null : before.id(),
                    compared.all().stream().map(it -> view(it, before != null, locale)).toList());
        }

        private static FindingView view(Compared it, boolean isCompared, Locale locale) {
            return FindingView.of(it.finding(), isCompared ? it.change() : null, locale);
        }
    }

    private static Map<Severity, Long> bySeverity(List<Finding> findings) {
        var counts = new EnumMap<Severity, Long>(Severity.class);
        findings.forEach(it -> counts.merge(it.check().severity(), 1L, Long::sum));
        return counts;
    }
}
