package io.pondcrm.segmentation.retention;

import static io.pondcrm.chassis.retention.RetentionRule.NO_LONGER;
import static io.pondcrm.chassis.retention.RetentionRule.limited;
import static io.pondcrm.chassis.retention.RetentionRule.untilErased;
import static io.pondcrm.chassis.retention.RetentionRule.whileUsed;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.retention.RetentionRule;
import io.pondcrm.chassis.retention.RetentionRule.Store;
import io.pondcrm.chassis.retention.RetentionRules;
import java.time.Period;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whatever segmentation-service stores is named here. A window of a scheme, model or predicate that
 * is longer than the limit of what it looks at finds what is kept: the longest one that we publish,
 * 24 months in the first RFM model, is far below.
 */
@Component
class WhatIsKept implements RetentionRules {

    private static final Text MADE = new Text("When it was made", "创建时");

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                limited(
                                "purchases",
                                Period.ofYears(30),
                                new Text("When somebody bought", "购买时"),
                                new Text(
                                        "Scores, tiers and lifetime value rest on them, also of past"
                                                + " moments; no longer than vouchers are kept, which"
                                                + " is thirty years in China and ten in Germany",
                                        "评分、等级及客户生命周期价值（含历史时点）以此为依据；不超过会计凭证保管期限：中国三十年，德国十年"),
                                "GDPR 5(1)(e), 6(1)(f); HGB 257; PIPL 19; MOF Order 79 (2015)",
                                Store.of("standings"),
                                Store.of("merged_standings"))
                        .atLeast(Period.ofYears(3)),
                limited(
                                "histories",
                                Period.ofYears(10),
                                new Text(
                                        "When an answer came, or something was no longer so",
                                        "收到回答时，或相关状态失效时"),
                                new Text(
                                        "Answers, earlier profiles and classes, decisions on tiers"
                                                + " that ended: a tier or score may be disputed for"
                                                + " ten years",
                                        "问卷回答、历史档案与分类、已结束的等级决定：等级或评分十年内可能产生争议"),
                                "GDPR 5(1)(e), 22(3); BGB 199(4); PIPL 19, 24",
                                Store.of("standings"),
                                Store.of("merged_standings"))
                        .atLeast(Period.ofYears(3)),
                limited(
                        "rfm-members",
                        Period.ofDays(1095),
                        new Text("When a run was made; the one in use stays", "运行创建时；正在使用的运行予以保留"),
                        new Text(
                                "Who was in which segment is compared over three years at most",
                                "客户所属分群最多比较三年"),
                        NO_LONGER,
                        Store.of("rfmMembers")),
                limited(
                        "abc-members",
                        Period.ofDays(1095),
                        new Text(
                                "When a classification was made; the one in use stays",
                                "分类创建时；正在使用的分类予以保留"),
                        new Text(
                                "Who was in which class is compared over three years at most",
                                "客户所属类别最多比较三年"),
                        NO_LONGER,
                        Store.of("abcMembers"),
                        Store.of("abcUnmeasured")),
                limited(
                        "segment-changes",
                        Period.ofDays(400),
                        new Text("When somebody entered or left", "进入或离开时"),
                        new Text(
                                "Movements are compared with those of a year before",
                                "客户流动与上一年同期比较"),
                        NO_LONGER,
                        Store.dated("segmentChanges", "at")),
                limited(
                        "segment-snapshots",
                        Period.ofDays(400),
                        MADE,
                        new Text(
                                "Who was in a segment is compared with a year before",
                                "分群成员与上一年同期比较"),
                        NO_LONGER,
                        Store.dated("segmentSnapshots", "createdAt"),
                        Store.part("segmentSnapshotMembers", "snapshot")),
                limited(
                        "simulations",
                        Period.ofDays(90),
                        MADE,
                        new Text(
                                "Until somebody has decided whether to publish what was tried",
                                "保留至决定是否发布所试算的方案为止"),
                        NO_LONGER,
                        Store.datedById("clvSimulations", "clvsim"),
                        Store.datedById("lifecycleSimulations", "lfcsim"),
                        Store.datedById("rfmSimulations", "rfmsim"),
                        Store.datedById("tierSimulations", "tsim")),
                untilErased(
                        "standings",
                        new Text(
                                "Where somebody stands now, as long as they are a customer",
                                "客户当前的评分、等级及状态，在客户关系存续期间保留"),
                        NO_LONGER,
                        "entitlements",
                        "merged_standings",
                        "standings"),
                whileUsed(
                        "left-standings",
                        new Text(
                                "Of nobody: what reports count of those who were erased",
                                "不属于任何人：报表对已删除客户的统计"),
                        "GDPR 5(1)(e), 89; PIPL 4",
                        "left_standings"),
                whileUsed(
                        "work-in-progress",
                        new Text(
                                "What a run has read so far; it goes when the run ends",
                                "运行过程中的中间数据，运行结束后删除"),
                        NO_LONGER,
                        "clvRanges",
                        "rfmRanges"),
                whileUsed(
                        "definitions",
                        new Text(
                                "The company's own, and figures of all customers together; past"
                                        + " scores are explained by them",
                                "企业自有设置及全体客户的汇总数据，用于解释历史评分"),
                        NO_LONGER,
                        "abcClassifications",
                        "associationRules",
                        "associations",
                        "benefits",
                        "clvModels",
                        "contractModels",
                        "lifecycleSchemes",
                        "modelRows",
                        "modelRuns",
                        "presetGoals",
                        "resourcePlans",
                        "rfmLatest",
                        "rfmModels",
                        "rfmRuns",
                        "segments",
                        "stageStrategies",
                        "tierSchemes"));
    }
}
