package io.pondcrm.customer.profile.domain;

import java.net.IDN;
import java.util.Locale;

/**
 * The form of e-mail addresses that mail systems exchange: a dot-atom, {@code @}, a host name.
 * Quoted local parts and address literals exist on paper and are refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1">RFC 5321, lengths</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6531">RFC 6531, letters beyond ASCII</a>
 */
final class EmailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final String FORBIDDEN = "\"(),:;<>[\\]";

    private EmailAddress() {}

    static Checked check(String text) {
        var at = text.lastIndexOf('@');
        if (at <= 0 || at > LONGEST_LOCAL || at == text.length() - 1 || text.length() > LONGEST) {
            return new Checked.Bad(Flaw.Kind.EMAIL_FORMAT);
        }
        var local = text.substring(0, at);
        var domain = asciiDomain(text.substring(at + 1));
        return isLocalPart(local) && isDomain(domain)
                ? new Checked.Good(local + "@" + domain)
                : new Checked.Bad(Flaw.Kind.EMAIL_FORMAT);
    }

    private static boolean isLocalPart(String local) {
        return !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..")
                && local.codePoints()
                        .noneMatch(c ->
                                c <= ' '
                                        || c == 127
                                        || c == '@'
                                        || FORBIDDEN.indexOf(c) >= 0
                                        || Character.isWhitespace(c)
                                        || Character.isSpaceChar(c)
                                        || Character.isISOControl(c));
    }

    private static String asciiDomain(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAHostName) {
            return "";
        }
    }

    private static boolean isDomain(String domain) {
        var labels = domain.split("\\.", -1);
        if (labels.length < 2 || domain.length() > 253) {
            return false;
        }
        for (var label : labels) {
            if (label.isEmpty()
                    || label.length() > 63
                    || label.startsWith("-")
                    || label.endsWith("-")) {
                return false;
            }
        }
        return labels[labels.length - 1].chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }
}
