package io.pondcrm.customer.imports.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a record, in the order of the file's columns. */
public interface CellReader {

    /** Names of the columns found so far, in the order of the cells. */
    List<String> columns();

    /**
     * @param record one without damage
     * @return as many cells as there are columns by now, or fewer
     */
    Cells read(RawRecord record);

    /** What comes of reading a record. */
    sealed interface Cells {

        /** One entry for each column; null where the row says nothing. */
        record Read(@Nullable String[] cells) implements Cells {}

        /** It can't be read. */
        record Broken(List<RowFlaw> flaws) implements Cells {

            public Broken {
                flaws = List.copyOf(flaws);
            }
        }
    }

    /** Text and the two things that no text may be. */
    static Optional<RowFlaw> flawOf(RawRecord record, String text) {
        if (text.indexOf('\uFFFD') >= 0 && !Utf8.isWellFormed(record.bytes())) {
            return Optional.of(RowFlaw.ofRow(RowFlaw.Kind.NOT_UTF8));
        }
        return text.indexOf('\0') >= 0
                ? Optional.of(RowFlaw.ofRow(RowFlaw.Kind.NUL_CHARACTER))
                : Optional.empty();
    }
}
