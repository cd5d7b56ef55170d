package io.pondcrm.local.store;

import org.jspecify.annotations.Nullable;

/** Reads the fixed start of patterns such as {@code ^abc} and {@code ^\Qa.b\E}. */
final class AnchoredPattern {

    private static final String SPECIAL = "\\^$.|?*+()[]{}";
    private static final String QUOTE = "\\Q";
    private static final String UNQUOTE = "\\E";

    private AnchoredPattern() {}

    /** What each match begins with; empty where that is unknown. */
    static String startOf(String pattern, @Nullable String options) {
        if (!pattern.startsWith("^") || options != null && !options.isEmpty()) {
            return "";
        }
        if (pattern.startsWith(QUOTE, 1)) {
            int end = pattern.indexOf(UNQUOTE, 3);
            String start = end < 0 ? pattern.substring(3) : pattern.substring(3, end);
            String rest = end < 0 ? "" : pattern.substring(end + 2);
            return mayChangeWhatIsBefore(rest) ? "" : start;
        }
        int end = 1;
        while (end < pattern.length() && SPECIAL.indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        String rest = pattern.substring(end);
        if (rest.indexOf('|') >= 0) {
            return "";
        }
        boolean optional = mayChangeWhatIsBefore(rest);
        return pattern.substring(1, optional && end > 1 ? end - 1 : end);
    }

    private static boolean mayChangeWhatIsBefore(String rest) {
        return rest.startsWith("?")
                || rest.startsWith("*")
                || rest.startsWith("{")
                || rest.indexOf('|') >= 0;
    }
}
