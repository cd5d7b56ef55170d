package io.pondcrm.customer.mapping.domain;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a {@link MappingDraft} into a {@link ColumnMapping}, or says everything wrong with it. */
final class MappingCheck {

    private static final int MOST_FIELDS = 100;
    private static final int MOST_FORMATS = 10;
    private static final int LONGEST_TEXT = 200;
    private static final String NO_SEPARATORS = "\"'\r\n\0+-0123456789";
    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private final RecordKind kind;
    private final MappingDraft draft;
    private final List<MappingFlaw> flaws = new ArrayList<>();

    MappingCheck(RecordKind kind, MappingDraft draft) {
        this.kind = kind;
        this.draft = draft;
    }

    MappingReading read() {
        var sources = sources();
        var values = values(sources.keySet());
        if (draft.dateFormats().size() > MOST_FORMATS) {
            flaw("/dateFormats", MappingFlaw.Kind.TOO_LONG);
        }
        var dateFormats = DateFormats.read(draft.dateFormats(), flaws);
        var zone = zone();
        var decimals = decimals();
        var listSeparator = separator("/listSeparator", draft.listSeparator(), '|');
        var delimiter = separator("/delimiter", draft.delimiter(), ',');
        if (listSeparator == delimiter) {
            flaw("/listSeparator", MappingFlaw.Kind.SEPARATOR_CONFLICT);
        }
        var refundRule = refundRule();
        var unknownCustomer = unknownCustomer();
        return flaws.isEmpty()
                ? new MappingReading.Accepted(
                        new ColumnMapping(
                                kind,
                                sources,
                                values,
                                false,
                                dateFormats,
                                zone,
                                decimals,
                                listSeparator,
                                delimiter,
                                refundRule,
                                unknownCustomer))
                : new MappingReading.Refused(flaws);
    }

    private TreeMap<String, ValueSource> sources() {
        var sources = new TreeMap<String, ValueSource>();
        new TreeMap<>(draft.columns())
                .forEach((field, column) -> {
                    if (column.isBlank()) {
                        flaw(pointer("columns", field), MappingFlaw.Kind.EMPTY);
                    }
                    add(sources, "columns", field, new ValueSource.Column(column.strip()));
                });
        new TreeMap<>(draft.joined())
                .forEach((field, joined) -> {
                    if (joined.columns().isEmpty()
                            || joined.columns().stream().anyMatch(String::isBlank)) {
                        flaw(pointer("joined", field) + "/columns", MappingFlaw.Kind.EMPTY);
                    }
                    add(sources, "joined", field, joined);
                });
        new TreeMap<>(draft.constants())
                .forEach((field, value) -> {
                    checkConstant(field, value);
                    add(sources, "constants", field, new ValueSource.Constant(value));
                });
        if (sources.size() > MOST_FIELDS) {
            flaw("/columns", MappingFlaw.Kind.TOO_LONG);
        }
        var known = new ArrayList<TargetField>();
        sources.keySet().forEach(name -> TargetField.find(kind, name).ifPresent(known::add));
        missing(kind, Set.copyOf(known))
                .forEach(name -> flaw(pointer("columns", name), MappingFlaw.Kind.REQUIRED));
        return sources;
    }

    private void add(
            Map<String, ValueSource> sources, String member, String field, ValueSource source) {
        if (!TargetField.isTarget(kind, field)) {
            flaw(pointer(member, field), MappingFlaw.Kind.UNKNOWN_FIELD);
        } else if (sources.putIfAbsent(field, source) != null) {
            flaw(pointer(member, field), MappingFlaw.Kind.DUPLICATE_FIELD);
        }
    }

    private void checkConstant(String field, String value) {
        if (value.length() > LONGEST_TEXT) {
            flaw(pointer("constants", field), MappingFlaw.Kind.TOO_LONG);
        }
        if (field.equals(TargetField.CURRENCY.jsonName()) && !CURRENCIES.contains(value)) {
            flaw(pointer("constants", field), MappingFlaw.Kind.CURRENCY_FORMAT);
        }
    }

    /** Names of the fields without which no record of this kind can be made. */
    static List<String> missing(RecordKind kind, Set<TargetField> there) {
        var missing = new ArrayList<String>();
        var required =
                switch (kind) {
                    case CUSTOMERS -> List.of(TargetField.EXTERNAL_ID);
                    case TRANSACTIONS ->
                            List.of(
                                    TargetField.EXTERNAL_ID,
                                    TargetField.OCCURRED_AT,
                                    TargetField.AMOUNT,
                                    TargetField.CURRENCY);
                };
        for (var field : required) {
            if (!there.contains(field)) {
                missing.add(field.jsonName());
            }
        }
        if (kind == RecordKind.TRANSACTIONS
                && !there.contains(TargetField.CUSTOMER_EXTERNAL_ID)
                && !there.contains(TargetField.CUSTOMER_ID)) {
            missing.add(TargetField.CUSTOMER_EXTERNAL_ID.jsonName());
        }
        return missing;
    }

    private Map<String, Map<String, String>> values(Set<String> mapped) {
        new TreeMap<>(draft.values())
                .forEach((field, words) -> {
                    if (!mapped.contains(field)) {
                        flaw(pointer("values", field), MappingFlaw.Kind.UNKNOWN_FIELD);
                    } else if (words.size() > 10 * MOST_FIELDS) {
                        flaw(pointer("values", field), MappingFlaw.Kind.TOO_LONG);
                    }
                });
        return draft.values();
    }

    private ZoneId zone() {
        var name = draft.zone();
        if (name == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException notAZone) {
            flaw("/zone", MappingFlaw.Kind.TIME_ZONE_FORMAT);
            return ZoneOffset.UTC;
        }
    }

    private DecimalFormat decimals() {
        var decimal = separator("/decimalSeparator", draft.decimalSeparator(), '.');
        var text = draft.groupingSeparator();
        if (text == null) {
            return new DecimalFormat(decimal, null);
        }
        var grouping = text.equals("'") ? '\'' : separator("/groupingSeparator", text, ' ');
        if (grouping == decimal) {
            flaw("/groupingSeparator", MappingFlaw.Kind.SEPARATOR_CONFLICT);
        }
        return new DecimalFormat(decimal, grouping);
    }

    private char separator(String pointer, @Nullable String text, char whereAbsent) {
        if (text == null) {
            return whereAbsent;
        }
        if (text.length() != 1
                || NO_SEPARATORS.contains(text)
                || text.charAt(0) > 127
                || Character.isLetter(text.charAt(0))) {
            flaw(pointer, MappingFlaw.Kind.SEPARATOR_FORMAT);
            return whereAbsent;
        }
        return text.charAt(0);
    }

    private RefundRule refundRule() {
        if (kind == RecordKind.CUSTOMERS) {
            if (draft.refundRule() != null) {
                flaw("/refundRule", MappingFlaw.Kind.NOT_APPLICABLE);
            }
            return new RefundRule.ByType();
        }
        var prefix = draft.refundPrefix();
        return switch (draft.refundRule()) {
            case null -> new RefundRule.ByType();
            case "TYPE" -> new RefundRule.ByType();
            case "NEGATIVE_AMOUNT" -> new RefundRule.ByNegativeAmount();
            case "EXTERNAL_ID_PREFIX" -> {
                if (prefix == null || prefix.isEmpty()) {
                    flaw("/refundPrefix", MappingFlaw.Kind.REQUIRED);
                    yield new RefundRule.ByType();
                }
                yield new RefundRule.ByExternalIdPrefix(prefix);
            }
            default -> {
                flaw("/refundRule", MappingFlaw.Kind.UNKNOWN_VALUE);
                yield new RefundRule.ByType();
            }
        };
    }

    private UnknownCustomer unknownCustomer() {
        var name = draft.unknownCustomer();
        if (name == null) {
            return UnknownCustomer.REJECT;
        }
        if (kind == RecordKind.CUSTOMERS) {
            flaw("/unknownCustomer", MappingFlaw.Kind.NOT_APPLICABLE);
            return UnknownCustomer.REJECT;
        }
        for (var rule : UnknownCustomer.values()) {
            if (rule.name().equals(name)) {
                return rule;
            }
        }
        flaw("/unknownCustomer", MappingFlaw.Kind.UNKNOWN_VALUE);
        return UnknownCustomer.REJECT;
    }

    private void flaw(String pointer, MappingFlaw.Kind what) {
        flaws.add(new MappingFlaw(pointer, what));
    }

    private static String pointer(String member, String field) {
        return "/" + member + "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
