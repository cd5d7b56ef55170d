package io.pondcrm.chassis.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pondcrm.kernel.Money;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Merges a patch into a record, component by component, and notes what can't be. */
class RecordMerge {

    private final JsonMapper json;
    private final List<String> unknown = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    RecordMerge(JsonMapper json) {
        this.json = json;
    }

    /** Pointers of fields that the type does not have. */
    List<String> unknown() {
        return unknown;
    }

    /** Pointers of values that don't fit their field. */
    List<String> unreadable() {
        return unreadable;
    }

    /** The record with the patch; empty if anything was noted. */
    <T extends Record> Optional<T> record(T current, ObjectNode patch, String pointer) {
        var components = current.getClass().getRecordComponents();
        var names = Arrays.stream(components).map(RecordMerge::nameOf).collect(Collectors.toSet());
        for (var name : patch.propertyNames()) {
            if (!names.contains(name)) {
                unknown.add(pointer + "/" + escaped(name));
            }
        }
        var values = new ArrayList<@Nullable Object>();
        for (var component : components) {
            var name = nameOf(component);
            var value = read(component, current);
            var change = patch.get(name);
            values.add(
                    change == null
                            ? value
                            : merged(
                                    value,
                                    component.getGenericType(),
                                    change,
                                    pointer + "/" + escaped(name)));
        }
        if (!unknown.isEmpty() || !unreadable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(make(current, components, values, pointer));
    }

    private @Nullable Object merged(
            @Nullable Object value, Type type, JsonNode change, String pointer) {
        var target = json.constructType(type);
        if (change.isNull()) {
            if (target.isPrimitive()) {
                unreadable.add(pointer);
            }
            return null;
        }
        if (change instanceof ObjectNode patch) {
            return switch (value) {
                case Money money -> readValue(moneyMerged(money, patch), target, pointer);
                case Record nested -> record(nested, patch, pointer).orElse(null);
                case Map<?, ?> map -> mapMerged(map, target, patch, pointer);
                case null, default -> readValue(withoutNulls(patch), target, pointer);
            };
        }
        return readValue(change, target, pointer);
    }

    private Map<String, @Nullable Object> mapMerged(
            Map<?, ?> current, JavaType type, ObjectNode patch, String pointer) {
        var content = type.getContentType();
        var merged = new LinkedHashMap<String, @Nullable Object>();
        current.forEach((key, value) -> merged.put(String.valueOf(key), value));
        patch.forEachEntry((name, change) -> {
            if (change.isNull()) {
                merged.remove(name);
            } else {
                merged.put(
                        name,
                        merged(
                                merged.get(name),
                                content == null ? Object.class : content,
                                change,
                                pointer + "/" + escaped(name)));
            }
        });
        return merged;
    }

    private ObjectNode moneyMerged(Money money, ObjectNode patch) {
        var tree = json.createObjectNode();
        tree.put("amount", money.amount().toPlainString());
        tree.put("currency", money.currency().getCurrencyCode());
        patch.forEachEntry(tree::set);
        return tree;
    }

    /** RFC 7396: merging into nothing leaves no nulls. */
    private static ObjectNode withoutNulls(ObjectNode patch) {
        var copy = patch.deepCopy();
        copy.removeNulls();
        copy.forEach(child -> {
            if (child instanceof ObjectNode nested) {
                nested.setAll(withoutNulls(nested));
                nested.removeNulls();
            }
        });
        return copy;
    }

    private @Nullable Object readValue(JsonNode node, JavaType type, String pointer) {
        try {
            return json.readerFor(type).readValue(node);
        } catch (UnrecognizedPropertyException failure) {
            unknown.add(pointer + path(failure));
        } catch (DatabindException failure) {
            unreadable.add(pointer + path(failure));
        } catch (JacksonException _) {
            unreadable.add(pointer);
        }
        return null;
    }

    private static String path(DatabindException failure) {
        return failure.getPath().stream()
                .map(step ->
                        "/"
                                + (step.getPropertyName() == null
                                        ? String.valueOf(step.getIndex())
                                        : escaped(step.getPropertyName())))
                .collect(Collectors.joining());
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException(component.getName(), broken);
        }
    }

    @SuppressWarnings("unchecked") // The canonical constructor of T's own class.
    private <T extends Record> @Nullable T make(
            T current,
            RecordComponent[] components,
            List<@Nullable Object> values,
            String pointer) {
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = current.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (T) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException refused) {
            // The record guards itself: the values are at fault, unless it is an Error.
            if (Objects.requireNonNull(refused.getCause()) instanceof Error error) {
                throw error;
            }
            unreadable.add(pointer);
            return null;
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(current.getClass().getName(), broken);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
