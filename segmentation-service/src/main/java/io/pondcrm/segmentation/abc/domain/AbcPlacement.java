package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Classed;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Reason;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's class in one classification.
 *
 * @param classification which
 * @param basis what the customer was ranked by
 * @param rank 1 brings most
 * @param value what the customer brought, in the classification's currency
 * @param share part of the whole, 0 to 1; negative for a negative value
 * @param cumulativeShare part that this customer and all larger ones bring together
 */
public record AbcPlacement(
        String classification,
        AbcBasis basis,
        AbcClass abcClass,
        int rank,
        BigDecimal value,
        BigDecimal share,
        BigDecimal cumulativeShare,
        Instant asOf) {

    /** A classification is made once; another one has another id. */
    public static final int VERSION = 1;

    /** Why the customer has this class. */
    public List<Reason> reasons() {
        return List.of(
                new Reason(
                        dimension("netSales", "profit"),
                        value.toPlainString(),
                        "rank %d of all by %s".formatted(rank, basis.title().en())),
                new Reason("cumulativeShare", cumulativeShare.toPlainString(), rule().en()));
    }

    /** The class as it is known of the customer. */
    public Classed since(Instant moment) {
        return new Classed(classification, abcClass.name(), share, moment);
    }

    private String dimension(String ofSales, String ofProfit) {
        return switch (basis) {
            case SALES -> ofSales;
            case PROFIT -> ofProfit;
        };
    }

    private Name said(Name ofSales, Name ofProfit) {
        return switch (basis) {
            case SALES -> ofSales;
            case PROFIT -> ofProfit;
        };
    }

    private Name rule() {
        return switch (abcClass) {
            case A -> new Name("up to the first cut, or the largest of all", "在第一分界点以内，或为最大客户");
            case B -> new Name("behind the first cut, up to the second", "超过第一分界点，在第二分界点以内");
            case C -> new Name("behind the second cut, or nothing brought", "超过第二分界点，或没有贡献");
        };
    }

    /**
     * The same as one figure: the net sales or the profit that the customer was ranked by.
     *
     * @param refunds what was taken off; null where the classification did not keep it
     * @param at the moment of the question, not before the classification's own
     */
    public Score score(CustomerId customer, @Nullable BigDecimal refunds, Instant at) {
        var contributions = new ArrayList<Contribution>();
        var ranked = new Name("rank %d of all".formatted(rank), "在全体客户中排名第 %d".formatted(rank));
        if (refunds == null) {
            contributions.add(
                    new Contribution(
                            dimension("netSales", "profit"), value.toPlainString(), value, ranked));
        } else {
            var sales = value.add(refunds);
            contributions.add(
                    new Contribution(
                            dimension("sales", "salesProfit"),
                            sales.toPlainString(),
                            sales,
                            said(
                                    new Name("every sale in the window", "窗口期内的全部销售"),
                                    new Name(
                                            "every sale in the window, after the cost of the goods",
                                            "窗口期内的全部销售，扣除商品成本后"))));
            contributions.add(
                    new Contribution(
                            dimension("refunds", "refundedProfit"),
                            refunds.toPlainString(),
                            refunds.negate(),
                            new Name("taken off", "扣除")));
            contributions.add(Contribution.of("rank", Integer.toString(rank), 0, ranked));
        }
        contributions.add(
                Contribution.of("cumulativeShare", cumulativeShare.toPlainString(), 0, rule()));
        return new Score(
                value,
                new Score.Band(abcClass.name(), abcClass.title()),
                contributions,
                classification,
                VERSION,
                new Inputs(
                        List.of(
                                classification + "|" + asOf + dimension("", "|PROFIT"),
                                "%s|%s|%s|%d|%s|%s"
                                        .formatted(
                                                customer.value(),
                                                value.toPlainString(),
                                                refunds == null ? "" : refunds.toPlainString(),
                                                rank,
                                                share.toPlainString(),
                                                cumulativeShare.toPlainString()))),
                at);
    }
}
