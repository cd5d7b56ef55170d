package io.pondcrm.segmentation.insight;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.insight.domain.BehaviourMetric;
import io.pondcrm.segmentation.insight.domain.Cohorts;
import io.pondcrm.segmentation.insight.domain.Funnel;
import io.pondcrm.segmentation.insight.domain.NeedProfile;
import io.pondcrm.segmentation.insight.domain.Trait;
import io.pondcrm.segmentation.score.domain.Days;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers see of what sets segments and customers apart. */
final class InsightPayloads {

    private static final String COMPLETE =
            "False if the time for reading was over before all customers were read: the figures are"
                    + " then of the first of them, by id";

    private InsightPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "InsightShare",
            description = "A share and the limits of its 95 % Wilson score interval")
    record Share(
            long count,
            long of,
            @Schema(example = "0.250000") String share,
            @Schema(example = "0.180000") String low,
            @Schema(example = "0.336000") String high) {

        static Share of(Proportion proportion) {
            return new Share(
                    proportion.count(),
                    proportion.of(),
                    proportion.share().toPlainString(),
                    proportion.low().toPlainString(),
                    proportion.high().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentAttribute", description = "What members have, beside all customers")
    record Attribute(
            @Schema(example = "region") String attribute,
            @Schema(example = "CN-SH") String value,
            Share members,
            @Schema(description = "Share of all customers", example = "0.125000") String baseShare,
            @Schema(description = "Members' share by that of all", example = "2.000000")
                    String lift,
            @Schema(description = "The lower limit of the members' share is above that of all")
                    boolean overIndexed,
            @Schema(description = "The segment's predicate asks about this attribute itself")
                    boolean byDefinition) {

        static Attribute of(Trait trait, boolean byDefinition) {
            return new Attribute(
                    trait.name(),
                    trait.value(),
                    Share.of(trait.members()),
                    trait.base().share().toPlainString(),
                    trait.lift().toPlainString(),
                    trait.isOverIndexed(),
                    byDefinition);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentProfile", description = "Size, value, and what sets members apart")
    record Profile(
            @Schema(example = "seg_01h455vb4pex5vsknk084sn02q") String segmentId,
            long segmentVersion,
            @Schema(description = "Members, of all customers") Share size,
            @Schema(description = "What members spent in 365 days, less refunds") Money spend,
            @Schema(description = "That by the number of members") Money spendPerMember,
            @Schema(description = "The same of all customers") Money spendPerCustomer,
            @Schema(description = "Over-indexed ones first, by lift; fifty at most")
                    List<Attribute> attributes,
            @Schema(description = COMPLETE) boolean complete,
            Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentNeed", description = "A category that members bought")
    record Need(
            @Schema(example = "shoes") String category,
            @Schema(description = "Members who bought it, of all members") Share members,
            @Schema(description = "All customers who bought it", example = "250") long customers,
            @Schema(description = "Share of all customers", example = "0.125000") String baseShare,
            @Schema(description = "Members' share by that of all", example = "2.000000")
                    String lift,
            @Schema(description = "The lower limit of the members' share is above that of all")
                    boolean overIndexed,
            @Schema(description = "Sales to members that had it") long purchases) {

        static Need of(Trait trait, long purchases) {
            return new Need(
                    trait.value(),
                    Share.of(trait.members()),
                    trait.base().count(),
                    trait.base().share().toPlainString(),
                    trait.lift().toPlainString(),
                    trait.isOverIndexed(),
                    purchases);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentNeeds")
    record Needs(
            @Schema(example = "seg_01h455vb4pex5vsknk084sn02q") String segmentId,
            long segmentVersion,
            @Schema(example = "P365D") String window,
            long members,
            long customers,
            @Schema(description = "Over-indexed ones first, by lift; fifty at most")
                    List<Need> needs,
            @Schema(description = COMPLETE) boolean complete,
            Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentTime", description = "An hour or a day of the week")
    record Slot(
            @Schema(description = "The hour, 0 to 23, or the day, 1 (Monday) to 7", example = "18")
                    String slot,
            @Schema(description = "Sales to members, of all sales to members") Share sales,
            @Schema(description = "Share of all sales", example = "0.125000") String baseShare,
            @Schema(description = "Members' share by that of all", example = "2.000000")
                    String lift) {

        static Slot of(Trait trait) {
            return new Slot(
                    trait.value(),
                    Share.of(trait.members()),
                    trait.base().share().toPlainString(),
                    trait.lift().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentCohort", description = "Members by the month of their first sale")
    record Cohort(
            @Schema(example = "2026-03") String month,
            @Schema(
                            description =
                                    "How many of them bought in that month, in the next, and so on"
                                            + " until now; the first is all of them",
                            example = "[120,48,31]")
                    List<Long> active) {

        static Cohort of(Cohorts.Cohort cohort) {
            return new Cohort(cohort.month().toString(), cohort.active());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "SegmentFunnelStep", description = "How many took a step after those before")
    record FunnelStep(
            @Schema(example = "purchase") String step,
            @Schema(description = "Members who took it, of those who took the first") Share members,
            @Schema(description = "Members who took it, of those who took the step before")
                    Share ofPrevious,
            @Schema(description = "All customers who took it", example = "250") long customers,
            @Schema(description = "Share of the customers who took the first", example = "0.125000")
                    String baseShare,
            @Schema(description = "Members' share by that of all", example = "2.000000")
                    String lift) {

        static FunnelStep of(Funnel.Step step) {
            var reached = step.reached();
            return new FunnelStep(
                    reached.value(),
                    Share.of(reached.members()),
                    Share.of(step.ofPrevious()),
                    reached.base().count(),
                    reached.base().share().toPlainString(),
                    reached.lift().toPlainString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "SegmentFunnel",
            description =
                    "Each step is later than the one before; of several ways to begin, the one that"
                            + " leads furthest counts")
    record FunnelView(
            @Schema(description = "How long after the first step the last may be", example = "P90D")
                    String within,
            @Schema(description = "Members who are not through, but still may come there")
                    long open,
            List<FunnelStep> steps) {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "SegmentBehaviour",
            description = "Slots, cohorts or a funnel, as the metric asks")
    record Behaviour(
            @Schema(example = "seg_01h455vb4pex5vsknk084sn02q") String segmentId,
            long segmentVersion,
            BehaviourMetric metric,
            @Schema(description = "Whose hours, days and months", example = "Asia/Shanghai")
                    String zone,
            @Schema(description = "Absent for cohorts", example = "P365D") @Nullable String window,
            List<Slot> slots,
            @Schema(description = "Of the last 24 months, oldest first") List<Cohort> cohorts,
            @Schema(description = "Absent for other metrics") @Nullable FunnelView funnel,
            @Schema(description = COMPLETE) boolean complete,
            Instant asOf) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "NeedReason", description = "A piece of evidence")
    record Reason(
            @Schema(example = "discountOfAmount") String dimension,
            @Schema(example = "0.120000") String input,
            @Schema(example = "discounts / (paid + discounts)") String rule) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "CustomerNeed")
    record CustomerNeed(
            @Schema(allowableValues = {"PRICE", "QUALITY"}) String need,
            @Schema(
                            description =
                                    "What the evidence supports at least: the lower limit of the"
                                            + " share, from 0 to 1",
                            example = "0.180000")
                    String score,
            @Schema(
                            description =
                                    "PRICE: sales with a discount, of those of which it is known;"
                                            + " QUALITY: refunds and poor answers to surveys, of all"
                                            + " sales and answers")
                    Share share,
            List<Reason> evidence,
            @Schema(
                            description = "Where the score is told as a sum",
                            example =
                                    "/api/v1/customers/cus_01h455vb4pex5vsknk084sn02q/scores/price-need/explanation?model=P365D&asOf=2026-03-01T00:00:00Z")
                    String explanation) {

        private static CustomerNeed of(
                NeedProfile.Need need,
                String customer,
                Days window,
                NeedProfile profile,
                Instant asOf) {
            var share = profile.share(need);
            return new CustomerNeed(
                    need.name(),
                    share.low().toPlainString(),
                    Share.of(share),
                    profile.evidence(need).stream()
                            .map(it -> new Reason(it.dimension(), it.input(), it.rule().en()))
                            .toList(),
                    "/api/v1/customers/%s/scores/%s/explanation?model=%s&asOf=%s"
                            .formatted(customer, need.scoreType(), window, asOf));
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "CustomerNeedProfile",
            description = "Whether a customer looks for a low price or for quality")
    record CustomerNeeds(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(example = "P365D") String window,
            @Schema(
                            description =
                                    "The need whose share is surely larger, by both limits; else"
                                            + " UNDECIDED")
                    NeedProfile.Leaning leaning,
            List<CustomerNeed> needs,
            @Schema(description = "Equal inputs give an equal hash", example = "sha256:9f86d0…")
                    String inputsHash,
            Instant asOf) {

        static CustomerNeeds of(String customer, Days window, NeedProfile profile, Instant asOf) {
            return new CustomerNeeds(
                    customer,
                    window.toString(),
                    profile.leaning(),
                    Arrays.stream(NeedProfile.Need.values())
                            .map(it -> CustomerNeed.of(it, customer, window, profile, asOf))
                            .toList(),
                    profile.inputs().hash(),
                    asOf);
        }
    }
}
