package io.pondcrm.customer.imports.domain;

import java.util.List;

/**
 * A record that was not applied, and why.
 *
 * @param line where it starts in the file
 * @param record as it was sent; of very long ones the beginning
 */
public record RejectedRecord(long line, List<RowFlaw> flaws, String record) {

    public RejectedRecord {
        flaws = List.copyOf(flaws);
    }

    static RejectedRecord of(RawRecord record, List<RowFlaw> flaws) {
        return new RejectedRecord(record.line(), flaws, record.text());
    }
}
