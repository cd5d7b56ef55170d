package io.pondcrm.suite.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one service reads, found in its and the chassis' sources: no service has to be built for it.
 *
 * @param settings every line of application.yaml and chassis.yaml, by its full key
 * @param variables what a container may set: placeholders, and each property in the form that
 *     Spring Boot gives it in an environment
 * @param needed those of them without a default that could be right in a container: there is none,
 *     it is empty, or it names this machine
 * @param keepsData whether it has a store and reads the broker
 */
record ServiceSource(
        String name,
        Map<String, String> settings,
        Set<String> variables,
        Set<String> needed,
        boolean keepsData) {

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\.0\\.0\\.1");
    private static final Pattern STORE_AND_BROKER =
            Pattern.compile("spring\\.(data\\.)?(mongodb|kafka)\\..*");
    private static final Pattern BOUND =
            Pattern.compile(
                    "@ConfigurationProperties\\(\"([\\w.-]+)\"\\)\\s*record \\w+\\((.*?)\\)\\s*\\{",
                    Pattern.DOTALL);
    private static final Pattern COMPONENT =
            Pattern.compile(
                    "(?:@DefaultValue(?:\\((\"[^\"]*\"|\\d+|\\{[^}]*})\\))?\\s+)?"
                            + "(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
                            + "[\\w.]+(?:<[^()]*?>)?\\s+(\\w+)\\s*(?:,|$)");
    private static final Pattern INJECTED =
            Pattern.compile("@Value\\(\"\\$\\{([\\w.-]+)(?::([^}]*))?}\"\\)");

    static ServiceSource read(Path root, String name) throws IOException {
        var module = root.resolve(name);
        var chassis = root.resolve("service-chassis");
        var keepsData =
                Files.readString(module.resolve("pom.xml"))
                        .contains(
                                "<dependency><groupId>org.springframework.boot</groupId>"
                                        + "<artifactId>spring-boot-starter-data-mongodb");
        var settings = new TreeMap<String, String>();
        for (var file :
                List.of(
                        chassis.resolve("src/main/resources/chassis.yaml"),
                        module.resolve("src/main/resources/application.yaml"))) {
            for (var document : Tree.documents(file)) {
                flatten("", document, settings);
            }
        }
        var variables = new TreeSet<String>();
        var needed = new TreeSet<String>();
        settings.forEach((key, value) -> {
            if (keepsData || !STORE_AND_BROKER.matcher(key).matches()) {
                readSetting(key, value, variables, needed);
            }
        });
        for (var file : javaFiles(chassis)) {
            if (keepsData || !isOnlyForStoreOrBroker(file)) {
                readCode(Files.readString(file), settings, variables, needed);
            }
        }
        for (var file : javaFiles(module)) {
            readCode(Files.readString(file), settings, variables, needed);
        }
        return new ServiceSource(name, settings, variables, needed, keepsData);
    }

    String port() {
        return settings.getOrDefault("server.port", "");
    }

    /** The items of a list setting that is written as one line or as several. */
    List<String> list(String key) {
        return settings.entrySet().stream()
                .filter(it -> it.getKey().equals(key) || it.getKey().startsWith(key + "["))
                .flatMap(it -> Pattern.compile(",").splitAsStream(it.getValue()))
                .map(String::strip)
                .toList();
    }

    /** {@code pond.docs.token-url} as an environment has it: {@code POND_DOCS_TOKENURL}. */
    static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static void flatten(String prefix, Tree tree, Map<String, String> into) {
        for (var key : tree.keys()) {
            flatten(prefix.isEmpty() ? key : prefix + "." + key, tree.at(key), into);
        }
        var items = tree.items();
        if (!items.isEmpty()) {
            into.keySet().removeIf(it -> it.startsWith(prefix + "["));
        }
        for (var index = 0; index < items.size(); index++) {
            flatten(prefix + "[" + index + "]", items.get(index), into);
        }
        if (tree.keys().isEmpty() && items.isEmpty()) {
            into.put(prefix, tree.text());
        }
    }

    private static void readSetting(
            String key, String value, Set<String> variables, Set<String> needed) {
        variables.add(variable(key));
        var placeholder = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:?)").matcher(value);
        var isOverridable = false;
        while (placeholder.find()) {
            isOverridable = true;
            variables.add(placeholder.group(1));
            var otherwise = value.substring(placeholder.end(), end(value, placeholder.end()));
            if (placeholder.group(2).isEmpty() || isNoGoodInAContainer(otherwise)) {
                needed.add(placeholder.group(1));
            }
        }
        if (!isOverridable && THIS_MACHINE.matcher(value).find()) {
            needed.add(variable(key));
        }
    }

    /** Where the placeholder that goes on here ends. */
    private static int end(String value, int from) {
        var depth = 1;
        for (var at = from; at < value.length(); at++) {
            depth += value.startsWith("${", at) ? 1 : value.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return value.length();
    }

    private static void readCode(
            String code, Map<String, String> settings, Set<String> variables, Set<String> needed) {
        var bound = BOUND.matcher(code);
        while (bound.find()) {
            var component = COMPONENT.matcher(bound.group(2).strip());
            while (component.find()) {
                var property = bound.group(1) + "." + component.group(2);
                readProperty(property, otherwise(component), settings, variables, needed);
            }
        }
        var injected = INJECTED.matcher(code);
        while (injected.find()) {
            var otherwise = injected.group(2);
            readProperty(
                    injected.group(1),
                    otherwise == null ? "" : otherwise,
                    settings,
                    variables,
                    needed);
        }
    }

    /** A component's default: its text, or "…" for one of another kind; "" where it has none. */
    private static String otherwise(Matcher component) {
        var written = component.group(1);
        if (written != null && written.startsWith("\"")) {
            return written.replace("\"", "");
        }
        return component.group().contains("@DefaultValue") ? "…" : "";
    }

    private static void readProperty(
            String property,
            String otherwise,
            Map<String, String> settings,
            Set<String> variables,
            Set<String> needed) {
        var variable = variable(property);
        variables.add(variable);
        var isSet =
                settings.keySet().stream()
                        .map(ServiceSource::variable)
                        .anyMatch(it -> it.equals(variable) || it.startsWith(variable + "_"));
        if (!isSet && isNoGoodInAContainer(otherwise)) {
            needed.add(variable);
        }
    }

    private static boolean isNoGoodInAContainer(String value) {
        return value.isEmpty() || THIS_MACHINE.matcher(value).find();
    }

    /** Whether a capability of the chassis switches itself off without store or broker. */
    private static boolean isOnlyForStoreOrBroker(Path file) throws IOException {
        for (var sibling : javaFiles(file.resolveSibling("."))) {
            if (Pattern.compile("(?m)^@ConditionalOnClass\\(.*(MongoOperations|KafkaTemplate)")
                    .matcher(Files.readString(sibling))
                    .find()) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> javaFiles(Path folder) {
        var sources = folder.resolve("src/main/java");
        try (var files = Files.walk(Files.isDirectory(sources) ? sources : folder)) {
            return files.filter(it -> it.toString().endsWith(".java")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
