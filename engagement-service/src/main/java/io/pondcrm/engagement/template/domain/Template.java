package io.pondcrm.engagement.template.domain;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with gaps, in one or several languages. Gaps are written {@code {{name}}}; {@link
 * #DISPLAY_NAME} is filled from the contact card and need not be declared.
 *
 * @param version one more with each change
 * @param texts at least one; the first serves who speaks none of the languages
 */
public record Template(
        String id,
        long version,
        String name,
        List<TemplateVariable> variables,
        List<TemplateText> texts) {

    /** How to call the customer. */
    public static final String DISPLAY_NAME = "customer.displayName";

    private static final Pattern GAP =
            Pattern.compile("\\{\\{\\s*([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)?)\\s*}}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    public Template {
        variables = List.copyOf(variables);
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("A template has a text");
        }
    }

    /** What is wrong with the template itself; empty if nothing is. */
    public List<TemplateFlaw> flaws() {
        var flaws = new ArrayList<TemplateFlaw>();
        var declared = new HashSet<String>();
        for (var at = 0; at < variables.size(); at++) {
            var variable = variables.get(at);
            if (!declared.add(variable.name())) {
                flaws.add(
                        new TemplateFlaw(
                                "/variables/" + at + "/name", TemplateFlaw.Kind.REPEATED_VARIABLE));
            }
            var pointer = "/variables/" + at + "/fallback";
            variable.fallback()
                    .flatMap(value -> flaw(variable, value, pointer))
                    .ifPresent(flaws::add);
        }
        declared.add(DISPLAY_NAME);
        var locales = new HashSet<String>();
        for (var at = 0; at < texts.size(); at++) {
            var text = texts.get(at);
            if (!locales.add(text.locale())) {
                flaws.add(
                        new TemplateFlaw(
                                "/texts/" + at + "/locale", TemplateFlaw.Kind.REPEATED_LOCALE));
            }
            if (!declared.containsAll(gaps(text.subject()))) {
                flaws.add(
                        new TemplateFlaw(
                                "/texts/" + at + "/subject",
                                TemplateFlaw.Kind.UNDECLARED_VARIABLE));
            }
            if (!declared.containsAll(gaps(text.text()))) {
                flaws.add(
                        new TemplateFlaw(
                                "/texts/" + at + "/text", TemplateFlaw.Kind.UNDECLARED_VARIABLE));
            }
        }
        return flaws;
    }

    /**
     * Whether these values will do for every customer: what the customer brings along is left out.
     *
     * @return what is wrong, with pointers below {@code /variables}; empty if nothing is
     */
    public List<TemplateFlaw> flawsOf(Map<String, String> values) {
        var flaws = new ArrayList<TemplateFlaw>();
        for (var text : texts) {
            for (var flaw : flawsOf(text, values)) {
                if (!flaw.pointer().equals(pointerTo(DISPLAY_NAME)) && !flaws.contains(flaw)) {
                    flaws.add(flaw);
                }
            }
        }
        return flaws;
    }

    /**
     * Fills the gaps.
     *
     * @param locale the language wanted; that very one, else another variant of it, else the first
     * @param values by variable name, in the plain form of its type
     */
    public Rendering render(Optional<String> locale, Map<String, String> values) {
        var text = choose(locale);
        var flaws = flawsOf(text, values);
        return flaws.isEmpty()
                ? new Rendering.Rendered(
                        text.locale(),
                        fill(text.subject(), text.locale(), values),
                        fill(text.text(), text.locale(), values))
                : new Rendering.Flawed(flaws);
    }

    private TemplateText choose(Optional<String> locale) {
        var wanted = locale.map(Locale::forLanguageTag).orElse(Locale.ROOT);
        return texts.stream()
                .filter(it -> Locale.forLanguageTag(it.locale()).equals(wanted))
                .findFirst()
                .or(() ->
                        texts.stream()
                                .filter(it ->
                                        Locale.forLanguageTag(it.locale())
                                                .getLanguage()
                                                .equals(wanted.getLanguage()))
                                .findFirst())
                .orElseGet(texts::getFirst);
    }

    private List<TemplateFlaw> flawsOf(TemplateText text, Map<String, String> values) {
        var flaws = new ArrayList<TemplateFlaw>();
        var declared = declared();
        var needed = new LinkedHashSet<>(gaps(text.subject()));
        needed.addAll(gaps(text.text()));
        for (var name : needed) {
            var variable = declared.get(name);
            if (!values.containsKey(name) && (variable == null || variable.fallback().isEmpty())) {
                flaws.add(new TemplateFlaw(pointerTo(name), TemplateFlaw.Kind.MISSING_VARIABLE));
            }
        }
        values.forEach((name, value) -> {
            var variable = declared.get(name);
            if (variable == null) {
                flaws.add(new TemplateFlaw(pointerTo(name), TemplateFlaw.Kind.UNKNOWN_VARIABLE));
            } else {
                flaw(variable, value, pointerTo(name)).ifPresent(flaws::add);
            }
        });
        return flaws;
    }

    private Map<String, TemplateVariable> declared() {
        var declared = new HashMap<String, TemplateVariable>();
        declared.put(
                DISPLAY_NAME,
                new TemplateVariable(DISPLAY_NAME, TemplateVariable.Type.TEXT, Optional.empty()));
        variables.forEach(it -> declared.put(it.name(), it));
        return declared;
    }

    private static Optional<TemplateFlaw> flaw(
            TemplateVariable variable, String value, String pointer) {
        var kind =
                switch (variable.type()) {
                    case TEXT ->
                            value.chars().anyMatch(Character::isISOControl)
                                    ? TemplateFlaw.Kind.SEVERAL_LINES
                                    : null;
                    case NUMBER ->
                            NUMBER.matcher(value).matches() ? null : TemplateFlaw.Kind.NOT_A_NUMBER;
                    case DATE -> isDate(value) ? null : TemplateFlaw.Kind.NOT_A_DATE;
                };
        return Optional.ofNullable(kind).map(it -> new TemplateFlaw(pointer, it));
    }

    private static boolean isDate(String value) {
        try {
            return LocalDate.parse(value).getYear() > 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private String fill(String text, String locale, Map<String, String> values) {
        var declared = declared();
        return GAP.matcher(text)
                .replaceAll(gap -> {
                    var name = gap.group(1);
                    var variable = declared.get(name);
                    if (variable == null) {
                        throw new IllegalStateException("Checked before: " + name);
                    }
                    var value =
                            Optional.ofNullable(values.get(name))
                                    .or(variable::fallback)
                                    .orElseThrow();
                    return Matcher.quoteReplacement(
                            written(variable.type(), value, Locale.forLanguageTag(locale)));
                });
    }

    private static String written(TemplateVariable.Type type, String value, Locale locale) {
        return switch (type) {
            case TEXT -> value;
            case NUMBER -> {
                var format = NumberFormat.getInstance(locale);
                var number = new BigDecimal(value);
                format.setMinimumFractionDigits(Math.max(0, number.scale()));
                format.setMaximumFractionDigits(Math.max(0, number.scale()));
                yield format.format(number);
            }
            case DATE ->
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                            .withLocale(locale)
                            .format(LocalDate.parse(value));
        };
    }

    private static Set<String> gaps(String text) {
        var names = new LinkedHashSet<String>();
        GAP.matcher(text).results().forEach(it -> names.add(it.group(1)));
        return names;
    }

    private static String pointerTo(String name) {
        return "/variables/" + name;
    }
}
