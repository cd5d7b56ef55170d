package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import io.pondcrm.segmentation.score.domain.Name;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    private static final Name VALUE_PURPOSE =
            new Name(
                    "To expect how many purchases and how much spend customers bring",
                    "用于预期客户未来的购买次数与消费额");
    private static final Name VALUE_METHOD =
            new Name(
                    "A model of repeat purchases of the named family and a Gamma-Gamma model of"
                            + " spend, each by maximum likelihood; nothing is random",
                    "以所示模型族描述重复购买，以 Gamma-Gamma 模型描述消费额，均用最大似然估计；不含随机性");
    private static final List<Name> VALUE_LIMITS =
            List.of(
                    new Name(
                            "Takes frequency and spend as independent: look at the diagnostics"
                                    + " of the model before use",
                            "假定购买频率与消费额相互独立：使用前请查看模型诊断"),
                    new Name(
                            "Says little of who bought once only, and nothing of who never did",
                            "对仅购买一次的客户所知甚少，对从未购买者无从判断"),
                    new Name(
                            "Uses neither age, gender nor region, but what correlates with them"
                                    + " may show",
                            "不使用年龄、性别或地区，但与其相关的差异仍可能出现"));

    private static final Name MIXTURE_METHOD =
            new Name(
                    "A mixture of normal distributions, each with its own covariance matrix, by"
                            + " expectation maximization from the best of ten k-means",
                    "高斯混合模型（各分量有独立协方差矩阵），以十次 k-means 中最优者为初值进行 EM 估计");
    private static final List<Name> MIXTURE_LIMITS =
            List.of(
                    new Name(
                            "Groups overlap: a customer belongs to several, to each with a"
                                    + " probability",
                            "分群相互重叠：客户以一定概率属于多个分群"),
                    new Name(
                            "k is the caller's choice: compare the criterion of several",
                            "k 由调用方选择：请比较多个 k 的信息准则"),
                    new Name(
                            "Uses neither age, gender nor region, but what correlates with them"
                                    + " may show",
                            "不使用年龄、性别或地区，但与其相关的差异仍可能出现"));
    private static final Name PROPENSITY_PURPOSE =
            new Name(
                    "To choose whom to care for before they stay away, or whom to offer something",
                    "用于选择在客户流失前应关怀的对象，或应提供优惠的对象");
    private static final Name PROPENSITY_METHOD =
            new Name(
                    "Logistic regression with a ridge of 1 on standardized features a horizon"
                            + " earlier, learned from seven in ten customers and tried on the"
                            + " others",
                    "逻辑回归（岭系数 1），使用一个预测期之前的标准化特征；七成客户用于学习，其余用于验证");
    private static final List<Name> PROPENSITY_LIMITS =
            List.of(
                    new Name(
                            "Holds as long as customers do as they did: look at the drift",
                            "仅当客户行为与以往一致时有效：请查看漂移"),
                    new Name(
                            "Trust it no further than its log loss lies below the base's",
                            "仅当其对数损失低于基线时才可信"),
                    new Name(
                            "Uses neither age, gender nor region; whether it selects them alike"
                                    + " is told under fairness, which proves nothing by itself",
                            "不使用年龄、性别或地区；各群体的选中率见公平性一节，但其本身并不构成证明"));

    private ModelCards() {}

    /** What the kinds of models differ in. */
    private record Made(
            Name purpose,
            Name method,
            List<Name> limits,
            String library,
            String libraryVersion,
            @Nullable Long seed,
            List<String> features,
            long customers,
            String dataHash,
            List<ModelRunPayloads.Metric> metrics,
            ModelRunPayloads.@Nullable FairnessView fairness) {}

    static ModelRunPayloads.Card of(ModelRunDocument run, Locale locale) {
        var made =
                switch (run.kindOf()) {
                    case K_MEANS -> groups(finished(run.grouping()), finished(run.groups()));
                    case GAUSSIAN_MIXTURE ->
                            mixture(finished(run.grouping()), finished(run.mixture()));
                    case LOGISTIC ->
                            propensity(finished(run.outlook()), finished(run.propensity()));
                    case NEXT_CATEGORY -> needs(finished(run.needs()));
                    case CLV -> lifetimeValue(finished(run.lifetimeValue()));
                };
        var drift = run.drift();
        return new ModelRunPayloads.Card(
                run.id(),
                run.name(),
                run.kind(),
                run.version(),
                made.purpose.in(locale),
                made.method.in(locale),
                made.library,
                made.libraryVersion,
                made.seed,
                made.features,
                made.customers,
                run.asOf(),
                made.dataHash,
                made.metrics,
                ModelRunPayloads.LifetimeValueView.of(run.lifetimeValue()),
                drift == null ? null : ModelRunPayloads.DriftView.of(drift),
                made.fairness,
                made.limits.stream().map(it -> it.in(locale)).toList());
    }

    private static <T> T finished(@Nullable T part) {
        if (part == null) {
            throw ModelProblem.MODEL_NOT_MADE.exception();
        }
        return part;
    }

    private static Made groups(
            ModelRunDocument.GroupingPart asked, ModelRunDocument.GroupsPart found) {
        return new Made(
                GROUPS_PURPOSE,
                GROUPS_METHOD,
                GROUPS_LIMITS,
                found.library(),
                found.libraryVersion(),
                asked.seed(),
                asked.features(),
                found.customers(),
                found.dataHash(),
                List.of(
                        new ModelRunPayloads.Metric("inertia", found.inertia()),
                        new ModelRunPayloads.Metric("silhouette", found.silhouette())),
                null);
    }

    private static Made mixture(
            ModelRunDocument.GroupingPart asked, ModelRunDocument.MixturePart part) {
        var found = part.found();
        return new Made(
                GROUPS_PURPOSE,
                MIXTURE_METHOD,
                MIXTURE_LIMITS,
                part.library(),
                part.libraryVersion(),
                asked.seed(),
                asked.features(),
                found.customers(),
                found.dataHash(),
                List.of(
                        new ModelRunPayloads.Metric("logLikelihood", found.logLikelihood()),
                        new ModelRunPayloads.Metric("criterion", found.criterion())),
                null);
    }

    private static Made propensity(
            ModelRunDocument.OutlookPart asked, ModelRunDocument.PropensityPart part) {
        var found = part.found();
        var quality = found.quality();
        return new Made(
                PROPENSITY_PURPOSE,
                PROPENSITY_METHOD,
                PROPENSITY_LIMITS,
                part.library(),
                part.libraryVersion(),
                asked.seed(),
                asked.features(),
                (long) found.learned() + quality.customers(),
                found.dataHash(),
                List.of(
                        new ModelRunPayloads.Metric("areaUnderCurve", quality.areaUnderCurve()),
                        new ModelRunPayloads.Metric("logLoss", quality.logLoss()),
                        new ModelRunPayloads.Metric("baseLogLoss", quality.baseLogLoss()),
                        new ModelRunPayloads.Metric("brier", quality.brier())),
                ModelRunPayloads.FairnessView.of(found));
    }

    private static Made needs(ModelRunDocument.NeedsPart needs) {
        return new Made(
                NEEDS_PURPOSE,
                NEEDS_METHOD,
                NEEDS_LIMITS,
                OWN,
                "1",
                null,
                List.of("OWN_CATEGORIES", "LAST_CATEGORIES", "RECENT_PURCHASES"),
                needs.customers(),
                needs.dataHash(),
                metrics(ModelRunPayloads.BackTestView.of(needs.backTest())),
                null);
    }

    private static Made lifetimeValue(LifetimeValueFit fit) {
        return new Made(
                VALUE_PURPOSE,
                VALUE_METHOD,
                VALUE_LIMITS,
                OWN,
                "1",
                null,
                List.of("REPEAT_PURCHASES", "RECENCY", "AGE", "MEAN_SPEND"),
                fit.customers(),
                fit.dataHash(),
                List.of(
                        new ModelRunPayloads.Metric("logLikelihood", fit.logLikelihood()),
                        new ModelRunPayloads.Metric(
                                "spendLogLikelihood", fit.spendLogLikelihood())),
                null);
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
