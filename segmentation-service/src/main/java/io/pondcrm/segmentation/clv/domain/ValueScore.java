package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.clv.domain.Valuation.brief;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A value as a sum. A value is a product, so its parts are steps from a customer who surely is
 * still there and spends as all do to this one, one thing changed at each step: purchases if still
 * there, at the mean of all; the chance that the customer has left; own spend instead of the mean;
 * discount. Each step ends in whole minor units, so that the steps add up to the value exactly.
 */
final class ValueScore {

    private final ClvModel model;

    private final Valuation value;
    private final CustomerFacts facts;
    private final Instant asOf;

    ValueScore(ClvModel model, Valuation value, CustomerFacts facts, Instant asOf) {
        this.model = model;
        this.value = value;
        this.facts = facts;
        this.asOf = asOf;
    }

    Score score() {
        var band = value.band();
        return new Score(
                model.inMoney(value.value()),
                new Score.Band(band.name(), band.title()),
                contributions(),
                model.id(),
                model.version(),
                Inputs.of(rules(), sales()),
                asOf);
    }

    private List<Contribution> contributions() {
        var meanSpend = value.fit().spend().model().expected(0, 0);
        // Who is surely gone has nothing to expect, and no figure for the case of being there.
        var ratio = value.expectedPurchases() / value.alive();
        var ifThere = Double.isFinite(ratio) ? ratio : 0;
        var there = model.inMoney(ifThere * meanSpend);
        var maybeThere = model.inMoney(value.expectedPurchases() * meanSpend);
        var asSpent = model.inMoney(value.expectedSpend());
        var worth = model.inMoney(value.value());
        return List.of(
                new Contribution(
                        "purchases",
                        brief(ifThere),
                        there,
                        new Name(
                                "expected in twelve months of who surely is still a customer, each at %s, the mean of all"
                                        .formatted(brief(meanSpend)),
                                "若客户确定未流失，十二个月内的预期购买次数，每次按全体均值 %s 计".formatted(brief(meanSpend)))),
                new Contribution(
                        "silence",
                        brief(value.alive()),
                        maybeThere.subtract(there),
                        new Name(
                                "probability of still being a customer, after %d days without a purchase"
                                        .formatted(value.silentDays()),
                                "%d 天未购买后，仍为客户的概率".formatted(value.silentDays()))),
                new Contribution(
                        "spend",
                        brief(value.spendPerPurchase()),
                        asSpent.subtract(maybeThere),
                        new Name(
                                "expected a purchase, %s %% by the customer's own mean"
                                        .formatted(brief(100 * value.ownShare())),
                                "预期每次消费额，其中本人均值占 %s%%".formatted(brief(100 * value.ownShare())))),
                new Contribution(
                        "discount",
                        brief(100 * value.annualDiscount()) + " %",
                        worth.subtract(asSpent),
                        new Name(
                                "a year: a purchase counts for what it is worth today",
                                "年折现率：未来的购买按现值计")),
                new Contribution(
                        "interval",
                        "%s to %s"
                                .formatted(
                                        model.inMoney(value.valueOf(value.fewestPurchases()))
                                                .toPlainString(),
                                        model.inMoney(value.valueOf(value.mostPurchases()))
                                                .toPlainString()),
                        BigDecimal.ZERO,
                        new Name("nine times of ten the value lies in here", "十次中有九次落在此区间")));
    }

    /** The model with all that it found, and the day: with the sales, the value follows. */
    private String rules() {
        var purchases = value.fit().purchases();
        return String.join(
                "|",
                model.id(),
                Integer.toString(model.version()),
                purchases.family().name(),
                purchases.parameters().toString(),
                value.fit().spend().model().toString(),
                model.currency(),
                model.zone().getId(),
                Integer.toString(value.timing().days()),
                value.asOf() + "/" + value.horizonEnd(),
                Double.toString(value.annualDiscount()));
    }

    private List<Purchase> sales() {
        return facts.purchasesAt(asOf, model.currency(), null).stream()
                .filter(Purchase::isSale)
                .toList();
    }
}
