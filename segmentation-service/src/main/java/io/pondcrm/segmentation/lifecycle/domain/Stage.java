package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.score.domain.Name;

/** The stages that practice names; which of them there are, and in what order, a scheme says. */
public enum Stage {
    POTENTIAL(new Name("Potential customer", "潜在客户")),
    FIRST_PURCHASE(new Name("First purchase", "初次购买")),
    REPEAT(new Name("Repeat purchase", "重复购买")),
    LOYAL(new Name("Loyal customer", "忠诚客户")),
    NEW(new Name("New customer", "新客户")),
    ACTIVE(new Name("Active customer", "活跃客户")),
    LOST(new Name("Lost customer", "流失客户"));

    private final Name title;

    Stage(Name title) {
        this.title = title;
    }

    /** What people call the stage. */
    public Name title() {
        return title;
    }
}
