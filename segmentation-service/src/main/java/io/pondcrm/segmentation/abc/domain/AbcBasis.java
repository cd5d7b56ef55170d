package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.score.domain.Name;

/** By what customers are ranked. */
public enum AbcBasis {
    /** Sales less refunds. */
    SALES(new Name("net sales", "净销售额")),
    /** The same after the cost of the goods. */
    PROFIT(new Name("profit", "利润"));

    private final Name title;

    AbcBasis(Name title) {
        this.title = title;
    }

    /** What people call it. */
    public Name title() {
        return title;
    }
}
