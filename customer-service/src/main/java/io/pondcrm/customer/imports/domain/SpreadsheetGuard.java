package io.pondcrm.customer.imports.domain;

import java.util.List;

/**
 * Keeps spreadsheets from taking a cell for a formula: an apostrophe goes before what starts like
 * one, and comes off when the file is read again.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
 */
public final class SpreadsheetGuard {

    /** The first column of files that we export. */
    public static final String EXPORTED_ID = "exported.id";

    private SpreadsheetGuard() {}

    /** Whether a file with these columns was written by us, so that an apostrophe is ours. */
    public static boolean hasBeenAdded(List<String> columns) {
        return columns.contains(RejectColumns.LINE) || columns.contains(EXPORTED_ID);
    }

    /** The cell as a spreadsheet shows it and does not run it. */
    public static String add(String cell) {
        return startsLikeFormula(cell) ? "'" + cell : cell;
    }

    /** The cell as it was. */
    public static String remove(String cell) {
        return cell.startsWith("'") && startsLikeFormula(cell) ? cell.substring(1) : cell;
    }

    /** Also behind apostrophes: what had one before gets a second, so that one comes off. */
    private static boolean startsLikeFormula(String cell) {
        var at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at < cell.length() && "=+-@\t\r".indexOf(cell.charAt(at)) >= 0;
    }
}
