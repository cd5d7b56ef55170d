package io.pondcrm.suite.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A YAML or JSON document. What is not there reads as an empty text without keys and items, so that
 * a rule can ask for anything.
 */
final class Tree {

    private final Object value;

    private Tree(Object value) {
        this.value = value;
    }

    /** The documents of a file, one after the other. */
    static List<Tree> documents(Path file) throws IOException {
        var documents = new ArrayList<Tree>();
        // Its anchors are shared objects; the copies make them values.
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(Files.readString(file))
                .forEach(it -> documents.add(new Tree(copy(it))));
        return documents;
    }

    static Tree document(Path file) throws IOException {
        return documents(file).getFirst();
    }

    static Tree text(String text) {
        return new Tree(text);
    }

    Tree at(String... path) {
        Object found = value;
        for (var key : path) {
            found =
                    found instanceof Map<?, ?> map
                            ? Objects.requireNonNullElse(map.get(key), "")
                            : "";
        }
        return new Tree(found);
    }

    boolean isThere() {
        return !value.equals("");
    }

    Set<String> keys() {
        return value instanceof Map<?, ?> map ? strings(map).keySet() : Set.of();
    }

    List<Tree> items() {
        return value instanceof List<?> list
                ? list.stream().map(it -> new Tree(Objects.requireNonNull(it))).toList()
                : List.of();
    }

    List<String> texts() {
        return items().stream().map(Tree::text).toList();
    }

    /** The value, or "" for a map, a list and what is not there. */
    String text() {
        return value instanceof Map || value instanceof List ? "" : value.toString();
    }

    /** A copy with another value at a place. */
    Tree with(Object other, String... path) {
        return path.length == 0 ? new Tree(copy(other)) : changed(other, path);
    }

    /** A copy without what is at a place. */
    Tree without(String... path) {
        return changed(null, path);
    }

    private Tree changed(@Nullable Object other, String... path) {
        var map = value instanceof Map<?, ?> it ? strings(it) : new LinkedHashMap<String, Object>();
        if (path.length > 1) {
            var below = at(path[0]).changed(other, Arrays.copyOfRange(path, 1, path.length));
            map.put(path[0], below.value);
        } else if (other == null) {
            map.remove(path[0]);
        } else {
            map.put(path[0], copy(other));
        }
        return new Tree(map);
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        var strings = new LinkedHashMap<String, Object>();
        map.forEach((key, it) -> strings.put(String.valueOf(key), Objects.requireNonNull(it)));
        return strings;
    }

    private static Object copy(@Nullable Object it) {
        return switch (it) {
            case null -> "";
            case Map<?, ?> map -> {
                var copied = new LinkedHashMap<String, Object>();
                map.forEach((key, below) -> copied.put(String.valueOf(key), copy(below)));
                yield copied;
            }
            case List<?> list -> list.stream().map(Tree::copy).toList();
            default -> it;
        };
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
