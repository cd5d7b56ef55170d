package io.pondcrm.customer.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.DataClass.Mask;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.transaction.domain.PurchaseTotal;
import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The view and the timeline as callers see them. */
final class ViewPayloads {

    private ViewPayloads() {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Customer360")
    record WholeView(
            String customerId,
            @Schema(description = "When the view was put together") Instant asOf,
            @Schema(description = "Whether some part has not arrived: absent says which")
                    boolean partial,
            ProfilePart profile,
            ConsentsPart consents,
            PurchasesPart purchases,
            @Nullable TiersPart tiers,
            @Nullable LifecyclesPart lifecycle,
            @Nullable ScoresPart scores,
            @Nullable SegmentsPart segments,
            @Schema(description = "Cases that are not closed; left out where there never was one")
                    @Nullable CasesPart cases,
            @Schema(description = "Left out where churn-service has said nothing")
                    @Nullable ChurnPart churn,
            List<AbsentPart> absent) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "AbsentPart")
    record AbsentPart(
            @Schema(example = "tiers") String part,
            @Schema(description = "Who would tell", example = "segmentation-service") String source,
            @Schema(
                            description =
                                    "NOT_ARRIVED: that service has said nothing about this"
                                            + " customer yet. PROFILING_STOPPED: the person had"
                                            + " it stopped, and what was said stays unused",
                            example = "NOT_ARRIVED")
                    String reason) {

        static AbsentPart of(String part, String reason) {
            return new AbsentPart(part, "segmentation-service", reason);
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Customer360Profile")
    record ProfilePart(
            String source,
            Instant asOf,
            String kind,
            @DataClass(value = Level.PERSONAL, mask = Mask.NAME) @Nullable String displayName,
            @Nullable String region,
            @Nullable String locale,
            @Nullable String timeZone,
            List<String> tags,
            @Schema(example = "0.75") BigDecimal completeness) {

        static ProfilePart of(Customer customer) {
            var profile = customer.profile();
            return new ProfilePart(
                    Parts.OWN,
                    customer.updatedAt(),
                    profile.kind().name(),
                    profile.displayName().orElse(null),
                    profile.find(ProfileField.REGION).orElse(null),
                    profile.find(ProfileField.LOCALE).orElse(null),
                    profile.find(ProfileField.TIME_ZONE).orElse(null),
                    List.copyOf(profile.tags()),
                    profile.completeness());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Consents")
    record ConsentsPart(String source, Instant asOf, List<ConsentLine> items) {

        static ConsentsPart of(ConsentLedger ledger, Instant asOf) {
            return new ConsentsPart(
                    Parts.OWN,
                    asOf,
                    ledger.standing(asOf).stream()
                            .map(it ->
                                    new ConsentLine(
                                            it.purpose().name(),
                                            it.channel().name(),
                                            it.basis().decision().name(),
                                            it.basis().at()))
                            .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Consent")
    record ConsentLine(String purpose, String channel, String decision, Instant since) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Purchases")
    record PurchasesPart(String source, Instant asOf, List<PurchaseLine> items) {

        static PurchasesPart of(List<PurchaseTotal> totals, Instant asOf) {
            return new PurchasesPart(
                    Parts.OWN,
                    asOf,
                    totals.stream()
                            .map(it ->
                                    new PurchaseLine(
                                            it.sales(),
                                            it.refunds(),
                                            it.net(),
                                            it.first(),
                                            it.last()))
                            .toList());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Purchase", description = "Totals in one currency")
    record PurchaseLine(
            long sales,
            long refunds,
            @Schema(description = "Sales less refunds") Money net,
            Instant firstAt,
            Instant lastAt) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Tiers")
    record TiersPart(String source, Instant asOf, List<TierLine> items) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Tier")
    record TierLine(
            @Schema(example = "retail-membership") String scheme,
            @Schema(example = "GOLD") String tier,
            @Schema(example = "2026-07-01") String since,
            @Schema(example = "2027-07-01") String reviewAt,
            List<ReasonLine> reasons) {

        static TierLine of(ViewPart part) {
            return new TierLine(
                    part.name(),
                    part.find("tier").orElse(""),
                    part.find("since").orElse(""),
                    part.find("reviewAt").orElse(""),
                    Parts.reasons(part));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Lifecycles")
    record LifecyclesPart(String source, Instant asOf, List<LifecycleLine> items) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Lifecycle")
    record LifecycleLine(
            @Schema(example = "lifecycle-5") String scheme,
            @Schema(example = "REPEAT") String stage,
            String since,
            List<ReasonLine> reasons) {

        static LifecycleLine of(ViewPart part) {
            return new LifecycleLine(
                    part.name(),
                    part.find("stage").orElse(""),
                    part.find("since").orElse(""),
                    Parts.reasons(part));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Scores")
    record ScoresPart(String source, Instant asOf, List<ScoreLine> items) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Customer360Score")
    record ScoreLine(
            @Schema(example = "rfm") String scoreType,
            @Schema(example = "rfm-default") String model,
            @Schema(example = "543") String value,
            @Schema(example = "CHAMPIONS") @Nullable String label,
            Instant asOf,
            List<ReasonLine> reasons) {

        static ScoreLine of(ViewPart part) {
            return new ScoreLine(
                    part.find("scoreType").orElse(part.name()),
                    part.find("model").orElse(""),
                    part.find("value").orElse(""),
                    part.find("label").orElse(null),
                    part.asOf(),
                    Parts.reasons(part));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Segments")
    record SegmentsPart(String source, Instant asOf, List<SegmentLine> items) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Segment")
    record SegmentLine(String segmentId, String since) {

        static SegmentLine of(ViewPart part) {
            return new SegmentLine(part.name(), part.find("since").orElse(""));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Cases")
    record CasesPart(String source, Instant asOf, List<CaseLine> items) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Case")
    record CaseLine(
            String caseId,
            @Schema(example = "COMPLAINT") String type,
            @Schema(description = "OPEN, RESOLVED or REOPENED", example = "OPEN") String state,
            String since) {

        static CaseLine of(ViewPart part) {
            return new CaseLine(
                    part.name(),
                    part.find("type").orElse(""),
                    part.find("state").orElse(""),
                    part.find("since").orElse(""));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360ChurnScores")
    record ChurnPart(String source, Instant asOf, List<ChurnLine> items) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360ChurnScore", description = "How likely the customer is to leave")
    record ChurnLine(
            String definition,
            @Schema(example = "0.37") String score,
            @Schema(example = "HIGH") String band,
            Instant asOf) {

        static ChurnLine of(ViewPart part) {
            return new ChurnLine(
                    part.name(),
                    part.find("score").orElse(""),
                    part.find("band").orElse(""),
                    part.asOf());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "Customer360Reason")
    record ReasonLine(
            @Schema(example = "spend365d") String dimension,
            @Schema(example = "10250.00") String input,
            @Schema(example = ">= 10000.00") String rule) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "TimelineEntry")
    record EntryView(
            @Schema(description = "Of the event that told us") String id,
            @Schema(description = "When it happened") Instant at,
            @Schema(example = "transaction.recorded") String type,
            @Schema(example = "customer-service") String source,
            @Schema(example = "{\"amount\":\"128.00\",\"currency\":\"CNY\"}")
                    Map<String, String> details) {

        static EntryView of(TimelineEntry entry) {
            return new EntryView(
                    entry.id(), entry.at(), entry.type(), entry.source(), entry.details());
        }
    }
}
