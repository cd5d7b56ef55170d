package io.pondcrm.chassis.basics;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One wrong field of a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the request body, or {@code ?name} for a query field
 * @param code stable, kebab-case, for example {@code phone-format}
 * @param detail what is wrong and what would be right; never repeats the value
 * @param args fill the detail's {@code {0}}
 */
public record FieldError(String pointer, String code, Text detail, List<Object> args) {

    public FieldError {
        args = List.copyOf(args);
    }

    public FieldError(String pointer, String code, Text detail) {
        this(pointer, code, detail, List.of());
    }

    /** As it stands in a problem's {@code errors}. */
    public Map<String, String> toMember(Locale locale) {
        return Map.of(
                "pointer", pointer, "code", code, "detail", detail.in(locale, args.toArray()));
    }
}
