package io.pondcrm.segmentation.segment.domain;

import io.pondcrm.kernel.filter.Aggregate;
import io.pondcrm.kernel.filter.FieldCatalog;
import io.pondcrm.kernel.filter.Window;
import io.pondcrm.kernel.filter.Wording;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.score.domain.Name;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a segment's predicate may ask about.
 *
 * <ul>
 *   <li>Of the profile: {@code kind region gender ageBand birthday locale createdAt}, and the sets
 *       {@code tags systems}; {@code consents} holds what is granted, as {@code MARKETING/EMAIL}.
 *   <li>Of the company's own attributes those that are declared: {@code attributes.<name>}.
 *   <li>Of purchases: {@code firstPurchaseAt lastPurchaseAt daysSinceLastPurchase}, and the set
 *       {@code channels}; {@code spend30d spend90d spend180d spend365d spendTotal} (sales less
 *       refunds, in one currency) and {@code purchases30d … purchasesTotal} (sales in any currency)
 *       are short for the aggregates below.
 *   <li>Of scores: {@code tier tierStatus lifecycleStage rfmSegment rfmCell rfmRecency rfmFrequency
 *       rfmMonetary abcClass}, by the main scheme and model; the sets {@code tiers stages
 *       rfmSegments} hold those by every one, as {@code b2b-accounts/STRATEGIC}. Of the lifetime
 *       value by the model in use: {@code clvValue clvBand clvAlive}.
 *   <li>Events: {@code purchases} are sales, {@code refunds} what went back, {@code transactions}
 *       both, a refund counting negative in sums. Asked of each: {@code channel amount}, and the
 *       set {@code categories} of the goods.
 * </ul>
 */
public final class SegmentFields {

    /** The lifetime value by the model in use, if that counts in the predicates' currency. */
    public static final String CLV_VALUE = "clvValue";

    /** How that compares with a new customer: {@code HIGH}, {@code ORDINARY} or {@code LOW}. */
    public static final String CLV_BAND = "clvBand";

    /** How probable it is, by the same model, that the customer has not left: 0 to 1. */
    public static final String CLV_ALIVE = "clvAlive";

    private static final String SALES = "purchases";
    private static final String REFUNDS = "refunds";
    private static final String BOTH = "transactions";
    private static final String OWN = "attributes.";
    private static final int[] WINDOWS = {30, 90, 180, 365};

    private static final Map<String, Measure> MEASURES = new HashMap<>();
    private static final Map<String, Total> TOTALS = new HashMap<>();
    private static final Map<String, Name> NAMES = new HashMap<>();

    static {
        for (var days : WINDOWS) {
            var window = Window.ofDays(days);
            total("spend" + days + "d", new Total(true, window));
            total("purchases" + days + "d", new Total(false, window));
            name("spend" + days + "d", "spend in " + days + " days", "近 " + days + " 天净消费额");
            name(
                    "purchases" + days + "d",
                    "purchases in " + days + " days",
                    "近 " + days + " 天购买次数");
        }
        total("spendTotal", new Total(true, null));
        total("purchasesTotal", new Total(false, null));
        name("spendTotal", "spend ever", "累计净消费额");
        name("purchasesTotal", "purchases ever", "累计购买次数");
        declare("firstPurchaseAt", Measure.FIRST_PURCHASE_AT, "first purchase", "首次购买时间");
        declare("lastPurchaseAt", Measure.LAST_PURCHASE_AT, "last purchase", "最近购买时间");
        declare(
                "daysSinceLastPurchase",
                Measure.DAYS_SINCE_LAST_PURCHASE,
                "days since the last purchase",
                "距最近购买天数");
        declare("channels", Measure.CHANNELS, "channels bought through", "购买渠道");
        declare("consents", Measure.CONSENTS, "consents", "授权同意");
        declare("kind", Measure.PROFILE, "kind of customer", "客户类型");
        declare("region", Measure.PROFILE, "region", "地区");
        declare("gender", Measure.PROFILE, "gender", "性别");
        declare("ageBand", Measure.PROFILE, "age band", "年龄段");
        declare("birthday", Measure.PROFILE, "birthday", "生日");
        declare("locale", Measure.PROFILE, "language", "语言");
        declare("tags", Measure.PROFILE, "tags", "标签");
        declare("systems", Measure.PROFILE, "partner systems", "合作系统");
        declare("createdAt", Measure.PROFILE, "known since", "建档时间");
        declare("tier", Measure.SCORE, "tier", "会员等级");
        declare("tierStatus", Measure.SCORE, "status of the tier", "等级状态");
        declare("lifecycleStage", Measure.SCORE, "lifecycle stage", "生命周期阶段");
        declare("rfmSegment", Measure.SCORE, "RFM segment", "RFM 分群");
        declare("rfmCell", Measure.SCORE, "RFM cell", "RFM 单元");
        declare("rfmRecency", Measure.SCORE, "RFM recency", "RFM 最近度得分");
        declare("rfmFrequency", Measure.SCORE, "RFM frequency", "RFM 频次得分");
        declare("rfmMonetary", Measure.SCORE, "RFM monetary value", "RFM 金额得分");
        declare("abcClass", Measure.SCORE, "ABC class", "ABC 类别");
        declare("tiers", Measure.SCORE, "tiers by scheme", "各方案的等级");
        declare("stages", Measure.SCORE, "lifecycle stages by scheme", "各方案的生命周期阶段");
        declare("rfmSegments", Measure.SCORE, "RFM segments by model", "各模型的 RFM 分群");
        declare(CLV_VALUE, Measure.SCORE, "lifetime value", "客户生命周期价值");
        declare(CLV_BAND, Measure.SCORE, "class of lifetime value", "客户生命周期价值等级");
        declare(CLV_ALIVE, Measure.SCORE, "probability of still being a customer", "仍为客户的概率");
        name(SALES, "purchases", "购买");
        name(REFUNDS, "refunds", "退款");
        name(BOTH, "purchases less refunds", "交易（退款计负）");
        name("channel", "channel", "渠道");
        name("amount", "amount", "金额");
        name("categories", "categories", "品类");
    }

    private SegmentFields() {}

    /** What kind of question a field asks. */
    enum Measure {
        TOTAL,
        FIRST_PURCHASE_AT,
        LAST_PURCHASE_AT,
        DAYS_SINCE_LAST_PURCHASE,
        CHANNELS,
        CONSENTS,
        PROFILE,
        OWN_ATTRIBUTE,
        SCORE
    }

    private record Total(boolean isSpend, @Nullable Window window) {}

    /**
     * All fields and events with their types.
     *
     * @param currency what spend is counted in
     * @param attributes the company's own
     */
    public static FieldCatalog catalog(Currency currency, AttributeTypes attributes) {
        var catalog = catalog(currency);
        for (var attribute : attributes.types().entrySet()) {
            var field = OWN + attribute.getKey();
            catalog =
                    switch (attribute.getValue()) {
                        case TEXT -> catalog.text(field);
                        case NUMBER -> catalog.number(field);
                        case BOOLEAN -> catalog.bool(field);
                        case DATE -> catalog.date(field);
                    };
        }
        return catalog;
    }

    /**
     * The same where there are no attributes of the company's own.
     *
     * @param currency what spend is counted in
     */
    public static FieldCatalog catalog(Currency currency) {
        return FieldCatalog.empty()
                .text("kind", "region", "gender", "ageBand", "birthday", "locale")
                .textSet("tags", "systems", "consents", "channels")
                .textSet("tiers", "stages", "rfmSegments")
                .instant("createdAt", "firstPurchaseAt", "lastPurchaseAt")
                .money(currency, "spend30d", "spend90d", "spend180d", "spend365d", "spendTotal")
                .money(currency, CLV_VALUE)
                .number(
                        "purchases30d",
                        "purchases90d",
                        "purchases180d",
                        "purchases365d",
                        "purchasesTotal",
                        "daysSinceLastPurchase")
                .text("tier", "tierStatus", "lifecycleStage", "rfmSegment", "rfmCell", "abcClass")
                .text(CLV_BAND)
                .number("rfmRecency", "rfmFrequency", "rfmMonetary", CLV_ALIVE)
                .events(
                        FieldCatalog.empty()
                                .text("channel")
                                .textSet("categories")
                                .money(currency, "amount"),
                        currency,
                        SALES,
                        REFUNDS,
                        BOTH);
    }

    /** Says predicates to people. */
    public static Wording wording(Locale locale) {
        var isChinese = locale.getLanguage().equals("zh");
        return new Wording(
                locale,
                field -> {
                    var name = nameOf(field);
                    return isChinese ? name.zh() : name.en();
                });
    }

    private static Name nameOf(String field) {
        var name = NAMES.get(field);
        if (name != null) {
            return name;
        }
        return field.startsWith(OWN)
                ? new Name("attribute " + ownOf(field), "属性 " + ownOf(field))
                : new Name(field, field);
    }

    static Measure measureOf(String field) {
        var measure = MEASURES.get(field);
        if (measure != null) {
            return measure;
        }
        return field.startsWith(OWN) ? Measure.OWN_ATTRIBUTE : Measure.SCORE;
    }

    /** The attribute that a field of {@link Measure#OWN_ATTRIBUTE} asks for. */
    static String ownOf(String field) {
        return field.substring(OWN.length());
    }

    /**
     * What a field of {@link Measure#TOTAL} is short for.
     *
     * @param currency what spend is counted in
     */
    static Aggregate totalOf(String field, String currency) {
        var total = TOTALS.get(field);
        if (total == null) {
            throw new IllegalArgumentException("No total: " + field);
        }
        return total.isSpend
                ? Aggregate.sum(BOTH, total.window, Currency.getInstance(currency))
                : Aggregate.count(SALES, total.window);
    }

    private static void total(String field, Total total) {
        MEASURES.put(field, Measure.TOTAL);
        TOTALS.put(field, total);
    }

    private static void declare(String field, Measure measure, String en, String zh) {
        MEASURES.put(field, measure);
        name(field, en, zh);
    }

    private static void name(String field, String en, String zh) {
        NAMES.put(field, new Name(en, zh));
    }
}
