package io.pondcrm.segmentation.abc.domain;

import io.pondcrm.segmentation.score.domain.Name;

/** The three classes. */
public enum AbcClass {
    A(new Name("Class A customer", "A类客户")),
    B(new Name("Class B customer", "B类客户")),
    C(new Name("Class C customer", "C类客户"));

    private final Name title;

    AbcClass(Name title) {
        this.title = title;
    }

    /** What people call the class. */
    public Name title() {
        return title;
    }
}
