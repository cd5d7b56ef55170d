package io.pondcrm.customer.imports.domain;

/**
 * Keeps spreadsheets from taking a cell for a formula: an apostrophe goes before what starts like
 * one, and comes off when the file is read again.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
 */
public final class SpreadsheetGuard {

    private SpreadsheetGuard() {}

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
