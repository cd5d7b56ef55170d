package io.pondcrm.suite.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * docker-compose.yml, what it mounts and builds, and the services whose containers it starts.
 *
 * @param root the repository
 * @param sources every service of the repository, by the name of its module
 */
record Composition(Path root, Map<Part, Tree> parts, Map<String, ServiceSource> sources) {

    /** A file that belongs to it. */
    enum Part {
        COMPOSE("docker-compose.yml"),
        DOCKERFILE("Dockerfile"),
        HEALTHY("docker/healthy"),
        REALM("docker/keycloak/pondcrm-realm.json"),
        PROMETHEUS("docker/prometheus/prometheus.yml"),
        DATA_SOURCES("docker/grafana/provisioning/datasources/prometheus.yml"),
        DASHBOARD_PROVIDERS("docker/grafana/provisioning/dashboards/pondcrm.yml"),
        DASHBOARD("docker/grafana/dashboards/pondcrm.json");

        private final String path;

        Part(String path) {
            this.path = path;
        }

        private Tree read(Path root) throws IOException {
            return path.contains(".")
                    ? Tree.document(root.resolve(path))
                    : Tree.text(Files.readString(root.resolve(path)));
        }
    }

    /** What an image listens on unless it is told otherwise, as its documentation says. */
    private static final Map<String, List<String>> USUAL_PORTS =
            Map.of(
                    "mongo", List.of("27017"),
                    "quay.io/keycloak/keycloak", List.of("8080"),
                    "axllent/mailpit", List.of("1025", "8025"),
                    "prom/prometheus", List.of("9090"),
                    "grafana/grafana", List.of("3000"));

    private static final Pattern OTHERWISE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

    static Composition of(Path root) throws IOException {
        var parts = new EnumMap<Part, Tree>(Part.class);
        for (var part : Part.values()) {
            parts.put(part, part.read(root));
        }
        var sources = new TreeMap<String, ServiceSource>();
        try (Stream<Path> modules = Files.list(root)) {
            for (var module : modules.filter(Composition::isService).toList()) {
                var name = String.valueOf(module.getFileName());
                sources.put(name, ServiceSource.read(root, name));
            }
        }
        return new Composition(root, parts, sources);
    }

    private static boolean isService(Path module) {
        return Files.exists(module.resolve("src/main/resources/application.yaml"));
    }

    Tree part(Part part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** A copy in which one file is another. */
    Composition with(Part part, UnaryOperator<Tree> change) {
        var changed = new EnumMap<>(parts);
        changed.put(part, change.apply(part(part)));
        return new Composition(root, changed, sources);
    }

    List<String> containers() {
        return List.copyOf(part(Part.COMPOSE).at("services").keys());
    }

    Tree container(String name) {
        return part(Part.COMPOSE).at("services", name);
    }

    /** The containers whose image is built here, by their module. */
    Map<String, Tree> built() {
        var built = new TreeMap<String, Tree>();
        for (var name : containers()) {
            if (container(name).at("build").isThere()) {
                built.put(name, container(name));
            }
        }
        return built;
    }

    ServiceSource source(String service) {
        var source = sources.get(service);
        if (source == null) {
            throw new IllegalArgumentException("No module " + service);
        }
        return source;
    }

    /** A container's variables as they are where nobody sets a secret. */
    Map<String, String> environment(String name) {
        var environment = new TreeMap<String, String>();
        var given = container(name).at("environment");
        for (var variable : given.keys()) {
            environment.put(variable, resolved(given.at(variable).text()));
        }
        return environment;
    }

    String variable(String container, String variable) {
        return environment(container).getOrDefault(variable, "");
    }

    private static String resolved(String text) {
        return OTHERWISE
                .matcher(text)
                .replaceAll(it -> Matcher.quoteReplacement(it.group(1)))
                .replace("$$", "$");
    }

    String image(String name) {
        return container(name).at("image").text();
    }

    /** The ports on which a container answers its neighbors. */
    List<String> listens(String name) {
        if (built().containsKey(name)) {
            return List.of(container(name).at("build", "args", "PORT").text());
        }
        var listeners = Pattern.compile("://:(\\d+)").matcher(variable(name, "KAFKA_LISTENERS"));
        var ports =
                new ArrayList<>(
                        USUAL_PORTS.getOrDefault(image(name).replaceAll(":.*", ""), List.of()));
        while (listeners.find()) {
            ports.add(listeners.group(1));
        }
        return ports;
    }

    /** Ports of this machine, and the {@code container:port} that each leads to. */
    Map<String, String> published() {
        var published = new TreeMap<String, String>();
        for (var name : containers()) {
            for (var mapping : container(name).at("ports").texts()) {
                var parts = mapping.split(":");
                published.put(parts[parts.length - 2], name + ":" + parts[parts.length - 1]);
            }
        }
        return published;
    }
}
