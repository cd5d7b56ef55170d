package io.pondcrm.customer.mapping.domain;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a partner's columns become our fields. Immutable.
 *
 * @param kind what the rows are about
 * @param sources our field → where its value comes from, sorted by field
 * @param values our field → their word → our word
 * @param byOurNames whether columns may be absent: the mapping that holds where none is stored
 * @param dateFormats how dates and times are written
 * @param zone of times without an offset
 * @param decimals how numbers are written
 * @param listSeparator between the entries of a list in one cell
 * @param delimiter between CSV cells
 * @param refundRule how refunds are told from sales
 * @param unknownCustomer what becomes of transactions of unknown customers
 */
public record ColumnMapping(
        RecordKind kind,
        SortedMap<String, ValueSource> sources,
        Map<String, Map<String, String>> values,
        boolean byOurNames,
        DateFormats dateFormats,
        ZoneId zone,
        DecimalFormat decimals,
        char listSeparator,
        char delimiter,
        RefundRule refundRule,
        UnknownCustomer unknownCustomer) {

    public ColumnMapping {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        values = Map.copyOf(values);
    }

    /** Columns called as our fields are: what holds until a partner stores a mapping. */
    public static ColumnMapping byOurNames(RecordKind kind) {
        var sources = new TreeMap<String, ValueSource>();
        for (var field : TargetField.of(kind)) {
            sources.put(field.jsonName(), new ValueSource.Column(field.jsonName()));
        }
        return new ColumnMapping(
                kind,
                sources,
                Map.of(),
                true,
                DateFormats.ISO_ONLY,
                ZoneOffset.UTC,
                DecimalFormat.PLAIN,
                '|',
                ',',
                new RefundRule.ByType(),
                UnknownCustomer.REJECT);
    }

    /** Checks a mapping that somebody wrote. */
    public static MappingReading read(RecordKind kind, MappingDraft draft) {
        return new MappingCheck(kind, draft).read();
    }

    /**
     * Finds the columns in a file.
     *
     * @param header the names of the file's columns, in order
     */
    public Binding bind(List<String> header) {
        var positions = new LinkedHashMap<String, Integer>();
        for (var index = 0; index < header.size(); index++) {
            if (positions.putIfAbsent(header.get(index), index) != null) {
                return new Binding.ColumnTwice(header.get(index));
            }
        }
        return RowPlan.bind(this, positions);
    }

    /** The names of all columns that this mapping reads, each once. */
    public List<String> columnNames() {
        return sources.values().stream()
                .flatMap(source ->
                        switch (source) {
                            case ValueSource.Column(var name) -> Stream.of(name);
                            case ValueSource.Joined joined -> joined.columns().stream();
                            case ValueSource.Constant _ -> Stream.<String>empty();
                        })
                .distinct()
                .toList();
    }
}
