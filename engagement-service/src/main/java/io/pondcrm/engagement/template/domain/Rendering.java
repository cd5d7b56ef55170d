package io.pondcrm.engagement.template.domain;

import java.util.List;

/** Every way in which filling in a template can end. */
public sealed interface Rendering {

    /**
     * All gaps are filled.
     *
     * @param locale the language that was chosen
     */
    record Rendered(String locale, String subject, String text) implements Rendering {

        /** Says nothing of the words: they may name a person. */
        @Override
        public String toString() {
            return "Rendered[locale=%s, %d characters]".formatted(locale, text.length());
        }
    }

    /** Nothing is written rather than a blank. */
    record Flawed(List<TemplateFlaw> flaws) implements Rendering {

        public Flawed {
            flaws = List.copyOf(flaws);
        }
    }
}
