package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.score.domain.Name;
import java.util.List;
import java.util.Locale;

/** Says of a model what its reader must know (M. Mitchell et al., "Model Cards", FAT* 2019). */
final class ModelCards {

    private static final String OWN = "pondcrm";

    private static final Name GROUPS_PURPOSE =
            new Name(
                    "To look at groups of customers who buy alike, and to name segments after them",
                    "用于观察购买行为相似的客户群，并据此命名分群");
    private static final Name GROUPS_METHOD =
            new Name(
                    "k-means with k-means++ starts, the best of ten, on features of purchases in a"
                            + " window",
                    "k-means（k-means++ 初始化，十次取优），特征来自窗口期内的购买");
    private static final List<Name> GROUPS_LIMITS =
            List.of(
                    new Name(
                            "Groups describe what was; nobody belongs to one for good",
                            "分群只描述过去；客户并不固定属于某一群"),
                    new Name(
                            "k is the caller's choice: compare the silhouettes of several",
                            "k 由调用方选择：请比较多个 k 的轮廓系数"),
                    new Name(
                            "Uses neither age, gender nor region, but what correlates with them"
                                    + " may show",
                            "不使用年龄、性别或地区，但与其相关的差异仍可能出现"));
    private static final Name NEEDS_PURPOSE =
            new Name("To choose what to show or offer a customer next", "用于选择接下来向客户展示或提供的品类");
    private static final Name NEEDS_METHOD =
            new Name(
                    "The customer's own receipts, halved every 90 days, smoothed by what all"
                            + " customers buy after the same categories (first-order Markov chain),"
                            + " smoothed by what all customers buy; the chance of a purchase by"
                            + " recent receipts, by the rule of succession",
                    "客户自身购买（每 90 天权重减半），以所有客户的一阶马尔可夫转移平滑，再以总体占比平滑；" + "购买概率按近期购买次数以拉普拉斯法则估计");
    private static final List<Name> NEEDS_LIMITS =
            List.of(
                    new Name(
                            "Knows categories of receipts only: no price, season or offer",
                            "只了解小票的品类：不了解价格、季节或优惠"),
                    new Name(
                            "Trust it no further than its log loss lies below the base's",
                            "仅当其对数损失低于基线时才可信"),
                    new Name(
                            "Uses neither age, gender nor region, but what correlates with them"
                                    + " may show",
                            "不使用年龄、性别或地区，但与其相关的差异仍可能出现"));

    private ModelCards() {}

    static ModelRunPayloads.Card of(ModelRunDocument run, Locale locale) {
        var asked = run.grouping();
        var groups = run.groups();
        if (asked != null && groups != null) {
            return new ModelRunPayloads.Card(
                    run.id(),
                    run.name(),
                    run.kind(),
                    GROUPS_PURPOSE.in(locale),
                    GROUPS_METHOD.in(locale),
                    groups.library(),
                    groups.libraryVersion(),
                    asked.seed(),
                    asked.features(),
                    groups.customers(),
                    run.asOf(),
                    groups.dataHash(),
                    List.of(
                            new ModelRunPayloads.Metric("inertia", groups.inertia()),
                            new ModelRunPayloads.Metric("silhouette", groups.silhouette())),
                    GROUPS_LIMITS.stream().map(it -> it.in(locale)).toList());
        }
        var needs = run.needs();
        if (needs == null) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        return new ModelRunPayloads.Card(
                run.id(),
                run.name(),
                run.kind(),
                NEEDS_PURPOSE.in(locale),
                NEEDS_METHOD.in(locale),
                OWN,
                "1",
                null,
                List.of("OWN_CATEGORIES", "LAST_CATEGORIES", "RECENT_PURCHASES"),
                needs.customers(),
                run.asOf(),
                needs.dataHash(),
                metrics(ModelRunPayloads.BackTestView.of(needs.backTest())),
                NEEDS_LIMITS.stream().map(it -> it.in(locale)).toList());
    }

    private static List<ModelRunPayloads.Metric> metrics(ModelRunPayloads.BackTestView test) {
        return List.of(
                new ModelRunPayloads.Metric("hit1", test.hit1()),
                new ModelRunPayloads.Metric("hit3", test.hit3()),
                new ModelRunPayloads.Metric("logLoss", test.logLoss()),
                new ModelRunPayloads.Metric("baseHit1", test.baseHit1()),
                new ModelRunPayloads.Metric("baseHit3", test.baseHit3()),
                new ModelRunPayloads.Metric("baseLogLoss", test.baseLogLoss()));
    }
}
