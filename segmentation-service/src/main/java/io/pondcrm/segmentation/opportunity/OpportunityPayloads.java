package io.pondcrm.segmentation.opportunity;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.kernel.Money;
import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.opportunity.domain.OpportunityGaps;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Currency;

/** What callers see of opportunity gaps. */
final class OpportunityPayloads {

    private OpportunityPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "BuyersShare",
            description = "Who bought in a category, with a 95 % Wilson score interval")
    record Share(
            @Schema(description = "Who bought in it", example = "50") long buyers,
            @Schema(description = "Of how many", example = "200") long of,
            @Schema(example = "0.250000") String share,
            @Schema(example = "0.195000") String low,
            @Schema(example = "0.314000") String high) {

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
    @Schema(
            name = "OpportunityGap",
            description = "A category in which fewer members of a segment buy than customers do")
    record Gap(
            @Schema(example = "seg_01h455vb4pex5vsknk084sn02q") String segmentId,
            String segmentName,
            @Schema(example = "tea") String category,
            @Schema(description = "Members who bought in it, of all members") Share members,
            @Schema(description = "All customers who bought in it, members included")
                    Share everybody,
            @Schema(
                            description = "How many members more would, at everybody's share",
                            example = "12.50")
                    String missingBuyers,
            @Schema(description = "What a buyer spent on it in the window, on average")
                    Money spendPerBuyer,
            @Schema(description = "missingBuyers times spendPerBuyer") Money expectedValue,
            @Schema(
                            description =
                                    "The same by the upper limit of the members' share: what chance"
                                            + " alone hardly explains; 0.00 where it explains all")
                    Money sureValue,
            @Schema(description = "The members' upper limit is below everybody's share")
                    boolean sure,
            @Schema(
                            description =
                                    "False if the time for reading was over before all customers"
                                            + " were read: figures are of the first of them, by id")
                    boolean complete,
            Instant asOf) {

        static Gap of(
                OpportunityGaps.Gap gap,
                String segmentName,
                Currency currency,
                boolean complete,
                Instant asOf) {
            return new Gap(
                    gap.segment(),
                    segmentName,
                    gap.category(),
                    Share.of(gap.members()),
                    Share.of(gap.everybody()),
                    gap.missingBuyers().toPlainString(),
                    new Money(gap.spendPerBuyer(), currency),
                    new Money(gap.expectedValue(), currency),
                    new Money(gap.sureValue(), currency),
                    gap.isSure(),
                    complete,
                    asOf);
        }
    }
}
