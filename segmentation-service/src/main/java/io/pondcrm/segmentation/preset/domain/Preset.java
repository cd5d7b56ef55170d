package io.pondcrm.segmentation.preset.domain;

import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.tier.domain.CutPoints;
import io.pondcrm.segmentation.tier.domain.Dimension;
import io.pondcrm.segmentation.tier.domain.Measure;
import io.pondcrm.segmentation.tier.domain.PointScale;
import io.pondcrm.segmentation.tier.domain.Quota;
import io.pondcrm.segmentation.tier.domain.Scorecard;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.pondcrm.segmentation.tier.domain.WhenMissing;
import java.math.BigDecimal;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made way of telling customers apart: by tiers, named as its scheme is, by stages, or both
 * with goals. Figures are starting points for a draft.
 */
public enum Preset {
    LAYERS_AND_PHASES(
            new Name(
                    "333: three layers, the stages of the lifecycle, and three goals for both",
                    "333客户管理：三个层次、生命周期阶段与三项目标")),
    LIFECYCLE_4(
            new Name(
                    "Potential, new, active and lost customers by when they bought",
                    "按购买时间分为潜在客户、新客户、活跃客户和流失客户")),
    LIFECYCLE_5(
            new Name(
                    "Potential customers, first purchase, repeat purchase, loyal and lost customers;"
                            + " built in",
                    "潜在客户、初次购买、重复购买、忠诚客户和流失客户；内置方案")),
    THREE_LAYER(
            new Name(
                    "VIP, ordinary and potential customers by purchases and spend of a year",
                    "按一年的购买与消费分为 VIP 客户、普通客户和潜在客户")),
    VALUE_3(
            new Name(
                    "High, ordinary and low value: the best 20 %, the next 30 % and the others by spend"
                            + " of a year; drawn when it is set up",
                    "按一年消费排名：前 20% 为高价值客户，其后 30% 为普通客户，其余为低价值客户；设置时划线")),
    BEHAVIOUR_3(
            new Name("Who buys often, now and then, or never bought", "按购买行为分为频繁购买、偶尔购买和从未购买的客户")),
    RETAIL_MEMBERSHIP(
            new Name(
                    "Ordinary, silver and gold card by spend of a year; in force from the"
                            + " beginning in CNY and by the days of Shanghai",
                    "按一年的消费分为普通、银卡和金卡会员；初始即生效，以人民币和上海时间计")),
    B2B_ACCOUNTS(
            new Name(
                    "Strategic, important and ordinary accounts by purchasing power, history of"
                            + " cooperation and potential: the lifetime value that the model in use"
                            + " expects",
                    "按购买力、合作历史和未来潜力（在用模型预期的客户生命周期价值）分为战略合作伙伴、重要客户和普通客户")),
    BANK(
            new Name(
                    "VIP, quality and ordinary customers by average daily assets of 90 days and how"
                            + " often they trade",
                    "按 90 天日均资产与交易频率分为 VIP 客户、优质客户和普通客户"));

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Name meaning;

    Preset(Name meaning) {
        this.meaning = meaning;
    }

    public Name meaning() {
        return meaning;
    }

    /** As callers write it, for example {@code three-layer}. */
    public String code() {
        return this == LAYERS_AND_PHASES
                ? "333"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The preset of that {@link #code}. */
    public static Optional<Preset> find(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }

    /**
     * The tier scheme it makes.
     *
     * @param currency ISO 4217
     * @return empty where it makes none
     */
    public Optional<TierRules> scheme(String currency) {
        return switch (this) {
            case LAYERS_AND_PHASES -> THREE_LAYER.scheme(currency);
            case THREE_LAYER -> Optional.of(threeLayer(currency));
            case VALUE_3 -> Optional.of(value(currency));
            case BEHAVIOUR_3 -> Optional.of(behaviour(currency));
            case B2B_ACCOUNTS -> Optional.of(accounts(currency));
            case BANK -> Optional.of(bank(currency));
            case RETAIL_MEMBERSHIP -> Optional.of(TierScheme.RETAIL_MEMBERSHIP.in(currency));
            case LIFECYCLE_4, LIFECYCLE_5 -> Optional.empty();
        };
    }

    /**
     * How a company wants a preset's scheme to be.
     *
     * @param currency ISO 4217; the figures of the preset are then in it
     * @param zone whose days periods count in; null for Shanghai's
     * @param name of the scheme; null for the preset's
     * @param tiers names of tiers by code; those that are left out keep the preset's
     */
    public record Wish(
            String currency, @Nullable ZoneId zone, @Nullable Name name, Map<String, Name> tiers) {

        public Wish {
            tiers = Map.copyOf(tiers);
        }
    }

    /** The tier scheme it makes, as a company wants it; empty as for {@link #scheme(String)}. */
    public Optional<TierRules> scheme(Wish wish) {
        return scheme(wish.currency())
                .map(it ->
                        it.worded(
                                Objects.requireNonNullElse(wish.name(), it.name()),
                                Objects.requireNonNullElse(wish.zone(), it.zone()),
                                it.levels().stream()
                                        .map(level ->
                                                new TierLevel(
                                                        level.code(),
                                                        wish.tiers()
                                                                .getOrDefault(
                                                                        level.code(), level.name()),
                                                        level.earnedBy()))
                                        .toList()));
    }

    /** The id of the tier scheme that is there afterwards; empty for who tells stages only. */
    public Optional<String> tierScheme() {
        return switch (this) {
            case LAYERS_AND_PHASES -> THREE_LAYER.tierScheme();
            case THREE_LAYER, VALUE_3, BEHAVIOUR_3, RETAIL_MEMBERSHIP, B2B_ACCOUNTS, BANK ->
                    Optional.of(code());
            case LIFECYCLE_4, LIFECYCLE_5 -> Optional.empty();
        };
    }

    /** The id of the lifecycle scheme that is there afterwards; empty for who tells tiers only. */
    public Optional<String> lifecycleScheme() {
        return switch (this) {
            case LAYERS_AND_PHASES -> LIFECYCLE_5.lifecycleScheme();
            case LIFECYCLE_4, LIFECYCLE_5 -> Optional.of(code());
            case THREE_LAYER, VALUE_3, BEHAVIOUR_3, RETAIL_MEMBERSHIP, B2B_ACCOUNTS, BANK ->
                    Optional.empty();
        };
    }

    /** Whether it sets goals. */
    public boolean hasGoals() {
        return this == LAYERS_AND_PHASES;
    }

    private Scorecard threeLayer(String currency) {
        return scorecard(
                currency,
                new Name("Three layers", "三层客户"),
                "P12M",
                "P30D",
                List.of(
                        level("POTENTIAL", "Potential customer", "潜在客户", "0"),
                        level("ORDINARY", "Ordinary customer", "普通客户", "30"),
                        level("VIP", "VIP customer", "VIP客户", "80")),
                dimension(
                        "purchases",
                        new Name("Purchases of a year", "一年内购买次数"),
                        new Measure.Purchases(365),
                        bands("0", "1", "30", "4", "45"),
                        "1"),
                dimension(
                        "spend",
                        new Name("Net spend of a year", "一年净消费额"),
                        new Measure.NetSpend(365),
                        bands("0", "2000", "20", "10000", "50"),
                        "1"));
    }

    /**
     * A point is a unit of the currency. Who spent nothing shares the last place with many: out.
     */
    private Scorecard value(String currency) {
        return new Scorecard(
                code(),
                1,
                new Name("Value classes", "价值分层"),
                currency,
                ZONE,
                Period.parse("P3M"),
                Period.parse("P30D"),
                List.of(
                        level("LOW", "Low value", "低价值客户", "0"),
                        new TierLevel(
                                "ORDINARY",
                                new Name("Ordinary value", "普通客户"),
                                new Quota.Share(new BigDecimal("50"))),
                        new TierLevel(
                                "HIGH",
                                new Name("High value", "高价值客户"),
                                new Quota.Share(new BigDecimal("20")))),
                List.of(
                        dimension(
                                "spend",
                                new Name("Net spend of a year", "一年净消费额"),
                                new Measure.NetSpend(365),
                                line("0", "0", "1000000000", "1000000000"),
                                "1")),
                CutPoints.undrawn(Quota.Ties.ALL_OUT));
    }

    private Scorecard behaviour(String currency) {
        return scorecard(
                currency,
                new Name("Buying behaviour", "购买行为分层"),
                "P1M",
                "P0D",
                List.of(
                        level("NEVER_BOUGHT", "Never bought", "从未购买的客户", "0"),
                        level("OCCASIONAL", "Buys now and then", "偶尔购买的客户", "10"),
                        level("FREQUENT", "Buys often", "频繁购买的客户", "20")),
                dimension(
                        "ever-bought",
                        new Name("Ever bought, however long ago", "是否购买过（不限时间）"),
                        new Measure.DaysSincePurchase(),
                        bands("0", "0", "10"),
                        "1"),
                dimension(
                        "frequency",
                        new Name("Purchases of half a year", "半年内购买次数"),
                        new Measure.Purchases(180),
                        bands("0", "4", "10"),
                        "1"));
    }

    private Scorecard accounts(String currency) {
        return scorecard(
                currency,
                new Name("B2B accounts", "企业客户分层"),
                "P12M",
                "P90D",
                List.of(
                        level("ORDINARY", "Ordinary account", "普通客户", "0"),
                        level("IMPORTANT", "Important account", "重要客户", "40"),
                        level("STRATEGIC", "Strategic partner", "战略合作伙伴", "75")),
                dimension(
                        "purchasing-power",
                        new Name("Purchasing power: net spend of a year", "购买力：一年净消费额"),
                        new Measure.NetSpend(365),
                        line("0", "0", "1000000", "100"),
                        "0.5"),
                dimension(
                        "cooperation-history",
                        new Name("History of cooperation: up to five years", "合作历史：至多五年"),
                        new Measure.Tenure(),
                        line("0", "0", "1825", "100"),
                        "0.3"),
                new Dimension(
                        "future-potential",
                        new Name(
                                "Future potential: lifetime value of the next twelve months",
                                "未来潜力：未来十二个月的客户生命周期价值"),
                        new Measure.ScoredNumber(Measure.OtherScore.CLV_VALUE, null),
                        line("0", "0", "1000000", "100"),
                        new BigDecimal("0.2"),
                        // Before a model is in use nothing is expected of anybody.
                        new WhenMissing.ExcludeAndRescale()));
    }

    private Scorecard bank(String currency) {
        return scorecard(
                currency,
                new Name("Bank customers", "银行客户分层"),
                "P6M",
                "P30D",
                List.of(
                        level("ORDINARY", "Ordinary customer", "普通客户", "0"),
                        level("QUALITY", "Quality customer", "优质客户", "40"),
                        level("VIP", "VIP customer", "VIP客户", "80")),
                dimension(
                        "daily-assets",
                        new Name("Average daily assets of 90 days", "90 天日均资产"),
                        new Measure.AverageDailyBalance(90),
                        bands("0", "50000", "40", "500000", "70"),
                        "1"),
                dimension(
                        "trading-frequency",
                        new Name("Transactions in of 90 days", "90 天交易次数"),
                        new Measure.Purchases(90),
                        bands("0", "3", "10", "12", "30"),
                        "1"));
    }

    private Scorecard scorecard(
            String currency,
            Name name,
            String membership,
            String grace,
            List<TierLevel> levels,
            Dimension... dimensions) {
        return new Scorecard(
                code(),
                1,
                name,
                currency,
                ZONE,
                Period.parse(membership),
                Period.parse(grace),
                levels,
                List.of(dimensions));
    }

    private static TierLevel level(String code, String en, String zh, String points) {
        return new TierLevel(code, new Name(en, zh), new BigDecimal(points));
    }

    /** Where nothing is known of a number yet it has no points, and the explanation says so. */
    private static Dimension dimension(
            String code, Name name, Measure measure, PointScale scale, String weight) {
        return new Dimension(
                code,
                name,
                measure,
                scale,
                new BigDecimal(weight),
                new WhenMissing.Points(BigDecimal.ZERO));
    }

    /**
     * @param steps each a value and the points from it on
     */
    private static PointScale bands(String below, String... steps) {
        var bands = new ArrayList<PointScale.Bands.Step>();
        for (var step = 0; step < steps.length; step += 2) {
            bands.add(
                    new PointScale.Bands.Step(
                            new BigDecimal(steps[step]), new BigDecimal(steps[step + 1])));
        }
        return new PointScale.Bands(new BigDecimal(below), bands);
    }

    private static PointScale line(String from, String fromPoints, String to, String toPoints) {
        return new PointScale.Linear(
                new BigDecimal(from),
                new BigDecimal(fromPoints),
                new BigDecimal(to),
                new BigDecimal(toPoints));
    }
}
