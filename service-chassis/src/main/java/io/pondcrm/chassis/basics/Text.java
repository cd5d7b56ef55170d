package io.pondcrm.chassis.basics;

import java.text.MessageFormat;
import java.util.Locale;

/**
 * Words for people, in both languages that we speak.
 *
 * @param en English; arguments as {@code {0}}, {@code {1}}; an apostrophe is just an apostrophe
 * @param zh simplified Chinese, with the same arguments
 */
public record Text(String en, String zh) {

    /**
     * The text for a reader of this language, with its arguments filled in; English where in doubt.
     */
    public String in(Locale locale, Object... args) {
        var pattern = locale.getLanguage().equals("zh") ? zh : en;
        return new MessageFormat(pattern.replace("'", "''"), Locale.ROOT).format(args);
    }
}
