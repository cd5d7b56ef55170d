package io.pondcrm.customer.imports.domain;

/** How the records of a file are written. */
public enum RecordFormat {
    /** Cells between delimiters; the first record names the columns. */
    CSV,
    /** One JSON object a line; members are columns, inner members with dots between the names. */
    NDJSON
}
