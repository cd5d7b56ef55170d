package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.score.domain.Name;

/**
 * The named groups of RFM practice, on the usual map of recency against frequency and money taken
 * together, both from 1 to 5:
 *
 * <pre>
 *  F/M 5 | CANNOT_LOSE  CANNOT_LOSE  LOYAL           LOYAL               CHAMPIONS
 *      4 | AT_RISK      AT_RISK      LOYAL           LOYAL               CHAMPIONS
 *      3 | AT_RISK      AT_RISK      NEED_ATTENTION  POTENTIAL_LOYALIST  POTENTIAL_LOYALIST
 *      2 | HIBERNATING  HIBERNATING  ABOUT_TO_SLEEP  POTENTIAL_LOYALIST  POTENTIAL_LOYALIST
 *      1 | LOST         HIBERNATING  ABOUT_TO_SLEEP  PROMISING           NEW
 *        +-------------------------------------------------------------------------------
 *  R       1            2            3               4                   5
 * </pre>
 *
 * <p>It is the map of ten groups that is widespread in tools and tutorials, with its lowest corner
 * split off as {@code LOST}.
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
    LOST(new Name("Lost", "流失客户"));

    private static final RfmSegment[][] BY_RECENCY_AND_VALUE = {
        {LOST, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE},
        {HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE},
        {ABOUT_TO_SLEEP, ABOUT_TO_SLEEP, NEED_ATTENTION, LOYAL, LOYAL},
        {PROMISING, POTENTIAL_LOYALIST, POTENTIAL_LOYALIST, LOYAL, LOYAL},
        {NEW, POTENTIAL_LOYALIST, POTENTIAL_LOYALIST, CHAMPIONS, CHAMPIONS},
    };

    private final Name title;

    RfmSegment(Name title) {
        this.title = title;
    }

    /** What people call the group. */
    public Name title() {
        return title;
    }

    /**
     * @param recency 1 to 5
     * @param value frequency and money taken together, 1 to 5
     */
    static RfmSegment at(int recency, int value) {
        return BY_RECENCY_AND_VALUE[recency - 1][value - 1];
    }
}
