package io.pondcrm.segmentation.insight.domain;

import io.pondcrm.kernel.Proportion;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.facts.domain.Rating;
import io.pondcrm.segmentation.score.domain.Contribution;
import io.pondcrm.segmentation.score.domain.Days;
import io.pondcrm.segmentation.score.domain.Inputs;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a customer looks for a low price or for quality, as far as purchases and answers to
 * surveys tell.
 *
 * @param discounted sales with a discount, of those of which it is known
 * @param returned refunds, of the sales; more refunds than sales count as all
 * @param poorlyRated answers in the lower two fifths of their scale, of all answers
 * @param discountOfAmount what was taken off, of what the same sales would have cost, in the
 *     currency asked for; 0 where nothing is known
 * @param inputs everything that was looked at
 */
public record NeedProfile(
        Proportion discounted,
        Proportion returned,
        Proportion poorlyRated,
        BigDecimal discountOfAmount,
        Inputs inputs) {

    private static final int DIGITS = 6;

    /** What a customer may look for. */
    public enum Need {
        PRICE("price-need"),
        QUALITY("quality-need");

        private final String scoreType;

        Need(String scoreType) {
            this.scoreType = scoreType;
        }

        /** Under which name its score is asked for. */
        public String scoreType() {
            return scoreType;
        }
    }

    /** What the evidence says most of. */
    public enum Leaning {
        PRICE("Looks for a low price", "看重低价"),
        QUALITY("Looks for quality", "看重品质"),
        UNDECIDED("Can't be told", "无法判断");

        private final Name name;

        Leaning(String en, String zh) {
            name = new Name(en, zh);
        }
    }

    /** What purchases and answers of a window before a moment tell. */
    public static NeedProfile of(CustomerFacts facts, String currency, Instant asOf, Days window) {
        var from = asOf.minus(window.duration());
        var purchases =
                facts.purchases().stream()
                        .filter(it -> isWithin(it.occurredAt(), from, asOf))
                        .toList();
        var ratings = facts.ratings().stream().filter(it -> isWithin(it.at(), from, asOf)).toList();
        var sales = purchases.stream().filter(Purchase::isSale).toList();
        var told = sales.stream().filter(it -> it.discount() != null).toList();
        return new NeedProfile(
                new Proportion(
                        told.stream().filter(it -> discount(it).signum() > 0).count(), told.size()),
                new Proportion(
                        Math.min(purchases.size() - sales.size(), sales.size()), sales.size()),
                new Proportion(ratings.stream().filter(Rating::isPoor).count(), ratings.size()),
                discountOfAmount(
                        told.stream().filter(it -> it.currency().equals(currency)).toList()),
                new Inputs(
                        Stream.of(
                                        Stream.of("needs|1|%s|%s".formatted(window, currency)),
                                        purchases.stream().map(NeedProfile::line),
                                        ratings.stream().map(NeedProfile::line))
                                .flatMap(it -> it)
                                .toList()));
    }

    private static boolean isWithin(Instant moment, Instant from, Instant asOf) {
        return moment.isAfter(from) && !moment.isAfter(asOf);
    }

    private static BigDecimal discount(Purchase sale) {
        var discount = sale.discount();
        return discount == null ? BigDecimal.ZERO : discount;
    }

    private static BigDecimal discountOfAmount(List<Purchase> told) {
        var off = told.stream().map(NeedProfile::discount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var paid = told.stream().map(Purchase::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var full = paid.add(off);
        return (full.signum() == 0 ? BigDecimal.ZERO : off.divide(full, MathContext.DECIMAL64))
                .setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static String line(Purchase purchase) {
        return "%s|%s|%s|%s|%s|%s"
                .formatted(
                        purchase.transactionId(),
                        purchase.occurredAt(),
                        purchase.kind(),
                        purchase.amount().stripTrailingZeros().toPlainString(),
                        purchase.currency(),
                        purchase.discount() == null
                                ? ""
                                : discount(purchase).stripTrailingZeros().toPlainString());
    }

    private static String line(Rating rating) {
        return "%s|%s|%d/%d"
                .formatted(rating.responseId(), rating.at(), rating.score(), rating.scale());
    }

    /**
     * The share that speaks for a need: of price, sales with a discount of those of which it is
     * known; of quality, refunds and poor answers of all sales and answers.
     */
    public Proportion share(Need need) {
        return switch (need) {
            case PRICE -> discounted;
            case QUALITY ->
                    new Proportion(
                            returned.count() + poorlyRated.count(),
                            returned.of() + poorlyRated.of());
        };
    }

    /**
     * The need whose share is surely larger, by both confidence limits; else, and where of one of
     * them nothing is known, undecided.
     */
    public Leaning leaning() {
        var price = share(Need.PRICE);
        var quality = share(Need.QUALITY);
        if (price.low().compareTo(quality.high()) > 0) {
            return Leaning.PRICE;
        }
        return quality.low().compareTo(price.high()) > 0 ? Leaning.QUALITY : Leaning.UNDECIDED;
    }

    /** What was looked at for a need, and what each piece of evidence adds to its share. */
    public List<Contribution> evidence(Need need) {
        return switch (need) {
            case PRICE ->
                    List.of(
                            new Contribution(
                                    "discountedSales",
                                    written(discounted),
                                    discounted.share(),
                                    new Name(
                                            "sales with a discount / sales with a known discount",
                                            "有折扣的销售 / 折扣已知的销售")),
                            new Contribution(
                                    "discountOfAmount",
                                    discountOfAmount.toPlainString(),
                                    BigDecimal.ZERO,
                                    new Name("discounts / (paid + discounts)", "折扣 / (实付 + 折扣)")));
            case QUALITY -> {
                var all = share(need).of();
                yield List.of(
                        new Contribution(
                                "returns",
                                written(returned),
                                part(returned, all),
                                new Name("refunds / sales", "退款 / 销售")),
                        new Contribution(
                                "surveyAnswers",
                                written(poorlyRated),
                                part(poorlyRated, all),
                                new Name(
                                        "answers in the lower two fifths of the scale / answers",
                                        "处于量表下五分之二的答复 / 答复")));
            }
        };
    }

    private static String written(Proportion share) {
        return share.count() + "/" + share.of();
    }

    private static BigDecimal part(Proportion evidence, long all) {
        return new Proportion(evidence.count(), all).share();
    }

    /**
     * How much the evidence supports a need at least: the lower limit of its share, as the evidence
     * adds up to it and chance takes away from it.
     *
     * @param model names the window
     */
    public Score score(Need need, String model, Instant asOf) {
        var value = share(need).low();
        var contributions = new ArrayList<>(evidence(need));
        var told =
                contributions.stream()
                        .map(Contribution::points)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        contributions.add(
                new Contribution(
                        "chance",
                        Long.toString(share(need).of()),
                        value.subtract(told),
                        new Name(
                                "less what so few may show by chance: to the lower limit of the 95 %"
                                        + " Wilson interval",
                                "减去样本较少时可能出于偶然的部分：至 95% 威尔逊区间下限")));
        var leaning = leaning();
        return new Score(
                value,
                new Score.Band(leaning.name(), leaning.name),
                contributions,
                model,
                1,
                inputs,
                asOf);
    }
}
