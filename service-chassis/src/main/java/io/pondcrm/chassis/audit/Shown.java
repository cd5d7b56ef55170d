package io.pondcrm.chassis.audit;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.PersonalFields;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom an answer is about, and which personal fields it shows: the names of those components of its
 * records that are {@link DataClass.Level#PERSONAL} and hold something.
 */
record Shown(SortedSet<String> customers, SortedSet<String> fields) {

    static final String CUSTOMER = "cus_";

    /** No list is longer; an answer that names more is told by the first of them. */
    static final int MOST = 1_000;

    private static final int DEPTH = 8;

    /** By class, since each answer has the same: its components, and which of them are personal. */
    private static final ClassValue<List<Part>> PARTS =
            new ClassValue<>() {
                @Override
                protected List<Part> computeValue(Class<?> type) {
                    return List.of(type.getRecordComponents()).stream()
                            .map(it -> Part.of(type, it))
                            .toList();
                }
            };

    private record Part(RecordComponent component, boolean isPersonal) {

        static Part of(Class<?> type, RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Part(component, PersonalFields.isPersonal(type, component.getName()));
        }

        @Nullable Object of(Object record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    static Shown in(@Nullable Object body) {
        var shown = new Shown(new TreeSet<>(), new TreeSet<>());
        shown.look(body, 0);
        return shown;
    }

    private void look(@Nullable Object value, int depth) {
        switch (value) {
            case Record record when depth < DEPTH -> {
                for (var part : PARTS.get(record.getClass())) {
                    var held = part.of(record);
                    var name = part.component().getName();
                    if (held instanceof String text
                            && text.startsWith(CUSTOMER)
                            && (name.equals("id") || name.equals("customerId"))
                            && customers.size() < MOST) {
                        customers.add(text);
                    }
                    if (part.isPersonal() && holds(held)) {
                        fields.add(name);
                    } else {
                        look(held, depth + 1);
                    }
                }
            }
            case Collection<?> many when depth < DEPTH -> many.forEach(it -> look(it, depth + 1));
            case Map<?, ?> map when depth < DEPTH ->
                    map.values().forEach(it -> look(it, depth + 1));
            case Optional<?> some when depth < DEPTH -> look(some.orElse(null), depth + 1);
            case null, default -> {
                // Nothing that has parts.
            }
        }
    }

    private static boolean holds(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Collection<?> many -> !many.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }
}
