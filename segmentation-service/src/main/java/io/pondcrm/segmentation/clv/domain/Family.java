package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.score.domain.Name;

/** The families of repeat-purchase models that can be fitted. */
public enum Family {
    /**
     * Fader, Hardie &amp; Lee, Marketing Science 24(2), 2005: may leave after a repeat purchase.
     */
    BG_NBD(new Name("BG/NBD", "BG/NBD 模型")),
    /** Batislam et al. 2007; Hoppe &amp; Wagner 2007: may leave after the first purchase, too. */
    MBG_NBD(new Name("MBG/NBD", "MBG/NBD 模型")),
    /** Platzer &amp; Reutterer 2017: buys at regular intervals, Erlang-k. */
    MBG_CNBD_K(new Name("MBG/CNBD-k", "MBG/CNBD-k 模型")),
    /** Schmittlein, Morrison &amp; Colombo 1987: may leave at any time. */
    PARETO_NBD(new Name("Pareto/NBD", "Pareto/NBD 模型")),
    /** Fader, Hardie &amp; Shang, Marketing Science 2010: opportunities come in whole periods. */
    BG_BB(new Name("BG/BB", "BG/BB 模型"));

    private final Name title;

    Family(Name title) {
        this.title = title;
    }

    /** What people call it. */
    public Name title() {
        return title;
    }
}
