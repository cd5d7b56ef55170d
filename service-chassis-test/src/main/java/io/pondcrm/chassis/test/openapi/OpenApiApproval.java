package io.pondcrm.chassis.test.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the API that a service serves equal to the one that was approved and lies in the
 * repository, {@code docs/api/<service>.json}, so that each change of it is a visible diff.
 *
 * <ul>
 *   <li>{@code -Dpond.approve=true} writes the file anew, unless a caller would break;
 *   <li>{@code -Dpond.approve=breaking} writes it even then.
 * </ul>
 */
public final class OpenApiApproval {

    private static final int SHOWN = 30;

    private OpenApiApproval() {}

    /**
     * Compares with the approved document, or approves if told to.
     *
     * @param service names the file, e.g. {@code customer}
     * @param openApiJson what {@code /v3/api-docs} answered
     * @throws AssertionError that names each difference and how to approve it
     */
    public static void check(String service, String openApiJson) {
        check(
                repository().resolve("docs/api").resolve(service + ".json"),
                openApiJson,
                asked(System.getProperty("pond.approve", "")));
    }

    /** The build hands in {@code false} where nobody asked. */
    static String asked(String property) {
        return property.equals("false") ? "" : property;
    }

    static void check(Path file, String openApiJson, String approve) {
        var now = canonical(OpenApiDocument.JSON.readTree(openApiJson));
        try {
            if (!Files.exists(file)) {
                if (approve.isEmpty()) {
                    throw new AssertionError(
                            "There is no approved %s yet: -Dpond.approve=true writes it"
                                    .formatted(file.getFileName()));
                }
                write(file, now);
                return;
            }
            var approved = canonical(OpenApiDocument.JSON.readTree(Files.readString(file)));
            if (approved.equals(now)) {
                return;
            }
            var breaks =
                    BreakingChanges.between(OpenApiDocument.of(approved), OpenApiDocument.of(now));
            if (!breaks.isEmpty() && !approve.equals("breaking")) {
                throw new AssertionError(
                        "This breaks callers of %s. If that is meant: -Dpond.approve=breaking%n%s"
                                .formatted(file.getFileName(), String.join("\n", breaks)));
            }
            if (approve.isEmpty()) {
                throw new AssertionError(
                        "The API is not the approved %s. If that is meant: -Dpond.approve=true%n%s"
                                .formatted(
                                        file.getFileName(),
                                        String.join("\n", differences(approved, now))));
            }
            write(file, now);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sorted, and without what depends on where it was served. */
    static JsonNode canonical(JsonNode node) {
        if (node instanceof ArrayNode array) {
            var copy = OpenApiDocument.JSON.createArrayNode();
            array.forEach(it -> copy.add(canonical(it)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        var copy = OpenApiDocument.JSON.createObjectNode();
        node.properties().stream()
                .filter(it -> !it.getKey().equals("servers") || !node.has("openapi"))
                .sorted(Comparator.comparing(it -> it.getKey()))
                .forEach(it -> copy.set(it.getKey(), canonical(it.getValue())));
        if (copy.has("openapi") && copy.path("tags") instanceof ArrayNode tags) {
            var sorted = OpenApiDocument.JSON.createArrayNode();
            tags.valueStream()
                    .sorted(Comparator.comparing(it -> it.path("name").asString("")))
                    .forEach(sorted::add);
            copy.set("tags", sorted);
        }
        return copy;
    }

    private static void write(Path file, JsonNode document) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                OpenApiDocument.JSON
                                .writer()
                                .with(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(document)
                        + "\n");
    }

    private static List<String> differences(JsonNode approved, JsonNode now) {
        var differences = new ArrayList<String>();
        collect("", approved, now, differences);
        return differences.size() <= SHOWN
                ? differences
                : List.copyOf(differences.subList(0, SHOWN));
    }

    private static void collect(String pointer, JsonNode was, JsonNode is, List<String> into) {
        if (was.equals(is)) {
            return;
        }
        if (was instanceof ObjectNode && is instanceof ObjectNode) {
            var names = new TreeSet<>(was.propertyNames());
            names.addAll(is.propertyNames());
            for (var name : names) {
                collect(
                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                        was.path(name),
                        is.path(name),
                        into);
            }
        } else if (was.isMissingNode()) {
            into.add(pointer + " is new");
        } else if (is.isMissingNode()) {
            into.add(pointer + " is gone");
        } else {
            into.add("%s is %s instead of %s".formatted(pointer, is, was));
        }
    }

    private static Path repository() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("kernel/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("Run it somewhere in the repository");
    }
}
