package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Name;

/**
 * Every named group of RFM practice. A model's {@link Grid} says which of them it has, and who is
 * in which; no name is in two grids.
 */
public enum RfmSegment {
    CHAMPIONS(new Name("Champions", "冠军客户")),
    LOYAL(new Name("Loyal customers", "忠诚客户")),
    POTENTIAL_LOYALIST(new Name("Potential loyalists", "潜在忠诚客户")),
    NEW(new Name("New customers", "新客户")),
    PROMISING(new Name("Promising", "有希望的客户")),
    NEED_ATTENTION(new Name("Need attention", "需要关注的客户")),
    ABOUT_TO_SLEEP(new Name("About to sleep", "即将沉睡的客户")),
    AT_RISK(new Name("At risk", "有流失风险的客户")),
    CANNOT_LOSE(new Name("Cannot lose them", "不能失去的客户")),
    HIBERNATING(new Name("Hibernating", "沉睡客户")),
    LOST(new Name("Lost", "流失客户")),

    IMPORTANT_VALUE(new Name("Important, to value", "重要价值客户")),
    IMPORTANT_DEVELOP(new Name("Important, to develop", "重要发展客户")),
    IMPORTANT_KEEP(new Name("Important, to keep", "重要保持客户")),
    IMPORTANT_RETAIN(new Name("Important, to win back", "重要挽留客户")),
    GENERAL_VALUE(new Name("General, to value", "一般价值客户")),
    GENERAL_DEVELOP(new Name("General, to develop", "一般发展客户")),
    GENERAL_KEEP(new Name("General, to keep", "一般保持客户")),
    GENERAL_RETAIN(new Name("General, to win back", "一般挽留客户"));

    private final Name title;

    RfmSegment(Name title) {
        this.title = title;
    }

    /** What people call the group. */
    public Name title() {
        return title;
    }
}
