package io.pondcrm.engagement.template.domain;

import java.util.Optional;

/**
 * A gap in a text.
 *
 * @param name as it stands in the text, between double braces
 * @param fallback what stands there where no value is given; in the type's plain form
 */
public record TemplateVariable(String name, Type type, Optional<String> fallback) {

    /** How a value is checked and written. */
    public enum Type {
        /** Any words on one line. */
        TEXT,
        /** A decimal number with a point, written as the language writes numbers. */
        NUMBER,
        /** An ISO 8601 date, written as the language writes dates. */
        DATE
    }
}
