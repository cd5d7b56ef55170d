package io.pondcrm.feedback.words.domain;

import java.util.regex.Pattern;

/**
 * Takes out of what people write what reaches a person: personal data lies in customer-service
 * only. Names can't be told from other words and stay.
 */
public final class PlainWords {

    private static final String EMAIL_TAKEN_OUT = "[e-mail]";
    private static final String NUMBER_TAKEN_OUT = "[phone]";

    private static final Pattern EMAIL =
            Pattern.compile(
                    "[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}");

    /** International numbers, and Chinese mobile and long-distance ones; not orders or amounts. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\+\\d(?:[ ().-]{0,2}\\d){6,14}"
                            + "|(?<![A-Za-z0-9.])1[3-9]\\d(?:[ -]?\\d{4}){2}(?![A-Za-z0-9])"
                            + "|(?<![A-Za-z0-9.])0\\d{2,3}[ -]\\d{7,8}(?!\\d)");

    private PlainWords() {}

    /** The same words, with {@code [e-mail]} and {@code [phone]} in place of what was there. */
    public static String of(String text) {
        return NUMBER.matcher(EMAIL.matcher(text).replaceAll(EMAIL_TAKEN_OUT))
                .replaceAll(NUMBER_TAKEN_OUT);
    }
}
