package io.pondcrm.customer.mapping.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping applied to the columns of one file: reads the fields of a row by position. Immutable.
 */
public final class RowPlan {

    /**
     * A cell that says "nothing": a JSON null, which clears a field, where an absent cell leaves it
     * as it is. No text can be the same, since NUL is refused in rows.
     */
    public static final String CLEARED = "\0";

    private final ColumnMapping mapping;
    private final Map<TargetField, Slot> fields;
    private final Map<String, Slot> attributes;

    private RowPlan(
            ColumnMapping mapping, Map<TargetField, Slot> fields, Map<String, Slot> attributes) {
        this.mapping = mapping;
        this.fields = fields;
        this.attributes = attributes;
    }

    /** Where in a row one field is. */
    private record Slot(
            int[] cells,
            String separator,
            @Nullable String constant,
            Map<String, String> words,
            String pointer) {

        @Nullable String read(@Nullable String[] row) {
            if (constant != null) {
                return constant;
            }
            if (cells.length == 1) {
                return translate(cell(row, cells[0]));
            }
            var text = new StringBuilder();
            for (var cell : cells) {
                var part = cell(row, cell);
                if (part != null && !part.equals(CLEARED) && !part.isBlank()) {
                    text.append(text.isEmpty() ? "" : separator).append(part.strip());
                }
            }
            return text.isEmpty() ? null : translate(text.toString());
        }

        /** Rows may end early: the last columns of a file of JSON lines are not in all of them. */
        private static @Nullable String cell(@Nullable String[] row, int position) {
            return position < row.length ? row[position] : null;
        }

        private @Nullable String translate(@Nullable String text) {
            return text == null || words.isEmpty() ? text : words.getOrDefault(text.strip(), text);
        }
    }

    static Binding bind(ColumnMapping mapping, Map<String, Integer> positions) {
        var fields = new EnumMap<TargetField, Slot>(TargetField.class);
        var attributes = new TreeMap<String, Slot>();
        var missing = new ArrayList<String>();
        var used = new HashSet<String>();
        mapping.sources()
                .forEach((name, source) -> {
                    var slot = slot(mapping, name, source, positions, used);
                    if (slot == null) {
                        missing.add(name);
                    } else if (name.startsWith(TargetField.ATTRIBUTE_PREFIX)) {
                        attributes.put(name.substring(TargetField.ATTRIBUTE_PREFIX.length()), slot);
                    } else {
                        fields.put(TargetField.find(mapping.kind(), name).orElseThrow(), slot);
                    }
                });
        if (mapping.byOurNames()) {
            takeAttributes(mapping, positions, attributes, used);
            missing.clear();
            missing.addAll(MappingCheck.missing(mapping.kind(), fields.keySet()));
        }
        var ignored = positions.keySet().stream().filter(name -> !used.contains(name)).toList();
        return missing.isEmpty()
                ? new Binding.Bound(new RowPlan(mapping, fields, attributes), ignored)
                : new Binding.ColumnsMissing(missing);
    }

    private static void takeAttributes(
            ColumnMapping mapping,
            Map<String, Integer> positions,
            Map<String, Slot> attributes,
            HashSet<String> used) {
        for (var name : positions.keySet()) {
            if (!used.contains(name) && TargetField.isTarget(mapping.kind(), name)) {
                var slot = slot(mapping, name, new ValueSource.Column(name), positions, used);
                attributes.put(
                        name.substring(TargetField.ATTRIBUTE_PREFIX.length()),
                        Objects.requireNonNull(slot));
            }
        }
    }

    private static @Nullable Slot slot(
            ColumnMapping mapping,
            String field,
            ValueSource source,
            Map<String, Integer> positions,
            HashSet<String> used) {
        var words = mapping.values().getOrDefault(field, Map.of());
        return switch (source) {
            case ValueSource.Constant(var value) ->
                    new Slot(new int[0], "", value, Map.of(), pointer(field));
            case ValueSource.Column(var name) -> {
                var position = positions.get(name);
                used.add(name);
                yield position == null
                        ? null
                        : new Slot(new int[] {position}, "", null, words, pointer(name));
            }
            case ValueSource.Joined(var names, var separator) -> {
                used.addAll(names);
                yield positions.keySet().containsAll(names)
                        ? new Slot(
                                names.stream().mapToInt(positions::get).toArray(),
                                separator,
                                null,
                                words,
                                pointer(names.getFirst()))
                        : null;
            }
        };
    }

    private static String pointer(String column) {
        return "/" + column.replace("~", "~0").replace("/", "~1");
    }

    public ColumnMapping mapping() {
        return mapping;
    }

    /**
     * What a row says about a field.
     *
     * @param row the row's cells, in the order of the columns
     * @return null where it says nothing
     */
    public @Nullable String find(TargetField field, @Nullable String[] row) {
        var slot = fields.get(field);
        return slot == null ? null : slot.read(row);
    }

    /**
     * JSON pointer to the partner's column that fills a field, as the author of the file knows it.
     */
    public String pointer(TargetField field) {
        var slot = fields.get(field);
        return slot == null ? pointer(field.jsonName()) : slot.pointer();
    }

    /** JSON pointer to the partner's column that fills a free attribute. */
    public String attributePointer(String name) {
        var slot = attributes.get(name);
        return slot == null ? pointer(TargetField.ATTRIBUTE_PREFIX + name) : slot.pointer();
    }

    /** Calls back with each free attribute and what the row says about it. */
    public void forEachAttribute(
            @Nullable String[] row, BiConsumer<String, @Nullable String> attribute) {
        attributes.forEach((name, slot) -> attribute.accept(name, slot.read(row)));
    }

    /** The entries of a list that stands in one cell. */
    public List<String> list(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        var entries = new ArrayList<String>();
        var from = 0;
        while (from <= text.length()) {
            var end = text.indexOf(mapping.listSeparator(), from);
            var entry = text.substring(from, end < 0 ? text.length() : end).strip();
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
            from = end < 0 ? text.length() + 1 : end + 1;
        }
        return Collections.unmodifiableList(entries);
    }
}
