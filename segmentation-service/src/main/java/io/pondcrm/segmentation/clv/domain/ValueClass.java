package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.score.domain.Name;

/**
 * How a customer's value compares with that of somebody who has just bought for the first time, by
 * what the model expects each of the two to spend in the same time.
 */
public enum ValueClass {
    /** At least twice as much, unless the model says otherwise. */
    HIGH(new Name("High-value customer", "高价值客户")),
    /** At least half as much, unless the model says otherwise. */
    ORDINARY(new Name("Ordinary customer", "普通客户")),
    /** Less than that. */
    LOW(new Name("Low-value customer", "低价值客户"));

    private final Name title;

    ValueClass(Name title) {
        this.title = title;
    }

    /** What people call the class. */
    public Name title() {
        return title;
    }
}
