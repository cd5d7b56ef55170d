package io.pondcrm.segmentation.score.domain;

import java.util.Locale;

/** What people call a thing, or say of it, in both languages of the product. */
public record Name(String en, String zh) {

    /** For a reader of this language; English where in doubt. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }
}
