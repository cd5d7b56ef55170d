package io.pondcrm.customer.imports.domain;

/**
 * What became of the rows read so far.
 *
 * @param read records, the header not counted
 * @param applied said something new
 * @param unchanged said what was known already
 * @param rejected were wrong
 */
public record ImportCounts(long read, long applied, long unchanged, long rejected) {

    /** Before the first row. */
    public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0);

    public ImportCounts {
        if (read != applied + unchanged + rejected) {
            throw new IllegalArgumentException(
                    "%d rows read, but %d applied, %d unchanged, %d rejected"
                            .formatted(read, applied, unchanged, rejected));
        }
    }

    public ImportCounts plus(ImportCounts other) {
        return new ImportCounts(
                read + other.read,
                applied + other.applied,
                unchanged + other.unchanged,
                rejected + other.rejected);
    }
}
