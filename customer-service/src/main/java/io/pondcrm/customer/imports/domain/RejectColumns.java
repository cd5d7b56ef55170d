package io.pondcrm.customer.imports.domain;

/** Columns that stand before those of the file in its list of rejected rows. */
public final class RejectColumns {

    /** Where the row starts in the file. */
    public static final String LINE = "reject.line";

    /** Where in the row it is wrong. */
    public static final String POINTERS = "reject.pointers";

    /** What is wrong, for programs. */
    public static final String CODES = "reject.codes";

    /** What is wrong, for people. */
    public static final String DETAILS = "reject.details";

    /** The whole record, where it does not fall into the file's columns. */
    public static final String RECORD = "reject.record";

    private RejectColumns() {}
}
