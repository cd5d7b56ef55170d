package io.pondcrm.suite.docker;

import static java.util.stream.Collectors.toSet;

import io.pondcrm.suite.docker.Composition.Part;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;

/** What must be true of the composition; each says what is wrong, or nothing. */
enum CompositionRule {
    EVERY_SERVICE_RUNS(CompositionRule::servicesThatAreMissing),
    IMAGES_ARE_PINNED(CompositionRule::imagesWithoutVersion),
    KAFKA_IS_THE_ONE_WE_TEST_WITH(CompositionRule::anotherKafka),
    VARIABLES_ARE_READ(CompositionRule::variablesThatNobodyReads),
    NEEDED_VARIABLES_ARE_SET(CompositionRule::variablesThatAreMissing),
    PORTS_ARE_THE_SERVICES_OWN(CompositionRule::wrongPorts),
    ONLY_THIS_MACHINE_GETS_IN(CompositionRule::openPorts),
    ADDRESSES_LEAD_TO_SOMEBODY_WHO_LISTENS(CompositionRule::addressesThatLeadNowhere),
    THE_GATEWAY_FINDS_EACH_SERVICE(CompositionRule::routesThatGoAstray),
    TOKENS_ARE_THE_ONES_SERVICES_ACCEPT(CompositionRule::tokensThatAreRefused),
    SECRETS_COME_FROM_OUTSIDE(CompositionRule::writtenSecrets),
    EVERYBODY_TELLS_HOW_THEY_ARE(CompositionRule::silentContainers),
    SERVICES_WAIT_FOR_WHAT_THEY_NEED(CompositionRule::thingsNotWaitedFor),
    MEMORY_IS_LIMITED(CompositionRule::boundlessContainers),
    PROMETHEUS_ASKS_EVERY_SERVICE(CompositionRule::metricsThatAreMissed),
    GRAFANA_ASKS_PROMETHEUS(CompositionRule::dashboardsWithoutData),
    MOUNTED_FILES_EXIST(CompositionRule::filesThatAreMissing),
    TOPICS_FIT_ONE_BROKER(CompositionRule::topicsThatDoNotFit);

    private static final String READINESS = "/actuator/health/readiness";
    private static final Pattern VERSION = Pattern.compile("[^:@]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
    private static final Pattern SECRET = Pattern.compile(".*(SECRET|PASSWORD|_KEY).*");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:^|//|,)([a-z][\\w.-]*):(\\d+)(?=/|,|$)");

    private final Function<Composition, List<String>> violations;

    CompositionRule(Function<Composition, List<String>> violations) {
        this.violations = violations;
    }

    List<String> violations(Composition composition) {
        return violations.apply(composition);
    }

    private static List<String> servicesThatAreMissing(Composition it) {
        var wrong = new ArrayList<String>();
        if (!it.built().keySet().equals(it.sources().keySet())) {
            wrong.add("built are " + it.built().keySet() + " of " + it.sources().keySet());
        }
        it.built()
                .forEach((name, container) -> {
                    if (!container.at("build", "args", "MODULE").text().equals(name)) {
                        wrong.add(name + " is built from another module");
                    }
                    if (!it.part(Part.DOCKERFILE).text().contains(name)) {
                        wrong.add("Dockerfile does not build " + name);
                    }
                });
        return wrong;
    }

    private static List<String> imagesWithoutVersion(Composition it) {
        var images = new ArrayList<>(it.containers().stream().map(it::image).toList());
        Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(it.part(Part.DOCKERFILE).text())
                .results()
                .forEach(from -> images.add(from.group(1)));
        return images.stream().filter(image -> !VERSION.matcher(image).matches()).toList();
    }

    private static List<String> anotherKafka(Composition it) {
        return it.image("kafka").equals("apache/kafka:" + AppInfoParser.getVersion())
                ? List.of()
                : List.of(it.image("kafka") + ", tested is " + AppInfoParser.getVersion());
    }

    private static List<String> variablesThatNobodyReads(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.built().keySet()) {
            for (var variable : it.environment(name).keySet()) {
                if (!it.source(name).variables().contains(variable)) {
                    wrong.add(name + " does not read " + variable);
                }
            }
        }
        return wrong;
    }

    private static List<String> variablesThatAreMissing(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.built().keySet()) {
            for (var variable : it.source(name).needed()) {
                if (it.variable(name, variable).isEmpty()) {
                    wrong.add(name + " needs " + variable);
                }
            }
        }
        return wrong;
    }

    private static List<String> wrongPorts(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.built().keySet()) {
            if (!it.listens(name).contains(it.source(name).port())) {
                wrong.add(name + " has " + it.source(name).port() + ", not " + it.listens(name));
            }
        }
        for (var line : List.of("ENV SERVER_PORT=${PORT}", "EXPOSE ${PORT}")) {
            if (!it.part(Part.DOCKERFILE).text().contains(line)) {
                wrong.add("Dockerfile without " + line);
            }
        }
        it.published()
                .forEach((port, target) -> {
                    var parts = target.split(":");
                    if (!it.listens(parts[0]).contains(parts[1])) {
                        wrong.add(port + " leads to " + target);
                    }
                });
        return wrong;
    }

    private static List<String> openPorts(Composition it) {
        return it.containers().stream()
                .flatMap(name -> it.container(name).at("ports").texts().stream())
                .filter(mapping -> !mapping.startsWith("127.0.0.1:"))
                .toList();
    }

    private static List<String> addressesThatLeadNowhere(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.built().keySet()) {
            var addresses = new TreeMap<>(it.environment(name));
            if (addresses.remove("POND_SMTP_PORT") instanceof String port) {
                addresses.merge("POND_SMTP_HOST", ":" + port, String::concat);
            }
            addresses.forEach((variable, value) -> {
                var address = ADDRESS.matcher(value);
                while (address.find()) {
                    var host = address.group(1);
                    var leads =
                            host.equals("localhost")
                                    ? it.published().containsKey(address.group(2))
                                    : it.containers().contains(host)
                                            && it.listens(host).contains(address.group(2));
                    if (!leads) {
                        wrong.add(name + ": " + variable + "=" + value);
                    }
                }
            });
        }
        return wrong;
    }

    private static List<String> routesThatGoAstray(Composition it) {
        var wrong = new ArrayList<String>();
        for (var service : it.built().keySet()) {
            if (service.equals("gateway")) {
                continue;
            }
            var variable =
                    ServiceSource.variable(
                            "pond.services." + service.replace("-service", "") + ".url");
            var url = "http://" + service + ":" + it.source(service).port();
            if (!it.variable("gateway", variable).equals(url)) {
                wrong.add(variable + " is not " + url);
            }
        }
        if (!it.variable("engagement-service", "POND_CUSTOMER_SERVICE")
                .startsWith("http://customer-service:")) {
            wrong.add("engagement-service asks somebody else for contact cards");
        }
        if (!it.variable("engagement-service", "POND_SEGMENTATION_SERVICE")
                .startsWith("http://segmentation-service:")) {
            wrong.add("engagement-service asks somebody else for members");
        }
        return wrong;
    }

    private static List<String> tokensThatAreRefused(Composition it) {
        var realm = "/realms/" + it.part(Part.REALM).at("realm").text();
        var issuer = it.variable("keycloak", "KC_HOSTNAME") + realm;
        var endpoints = "/protocol/openid-connect/";
        var inside = "http://keycloak:" + it.listens("keycloak").getFirst() + realm + endpoints;
        var wrong = new ArrayList<String>();
        for (var service : it.built().keySet()) {
            expect(it, service, "POND_SECURITY_ISSUER", issuer, wrong);
            expect(it, service, "POND_SECURITY_JWKSURI", inside + "certs", wrong);
        }
        expect(it, "gateway", "POND_DOCS_TOKENURL", issuer + endpoints + "token", wrong);
        expect(it, "engagement-service", "POND_TOKEN_URI", inside + "token", wrong);
        var secret = "POND_CLIENT_SECRET_ENGAGEMENT_SERVICE";
        expect(it, "engagement-service", secret, it.variable("keycloak", secret), wrong);
        var port = it.variable("keycloak", "KC_HOSTNAME").replaceAll(".*:", "");
        if (!it.published().getOrDefault(port, "").startsWith("keycloak:")) {
            wrong.add("Nobody outside reaches the issuer " + issuer);
        }
        if (!it.container("keycloak").at("command").texts().contains("--import-realm")) {
            wrong.add("The realm is not imported");
        }
        return wrong;
    }

    private static void expect(
            Composition it, String service, String variable, String value, List<String> wrong) {
        if (!it.variable(service, variable).equals(value)) {
            wrong.add(service + ": " + variable + " is not " + value);
        }
    }

    private static List<String> writtenSecrets(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.containers()) {
            var environment = it.container(name).at("environment");
            for (var variable : environment.keys()) {
                if (SECRET.matcher(variable).matches()
                        && !environment
                                .at(variable)
                                .text()
                                .matches("\\$\\{[A-Z_]+:-development-only[a-z-]*}")) {
                    wrong.add(name + ": " + variable);
                }
            }
        }
        for (var client : it.part(Part.REALM).at("clients").items()) {
            var secret = client.at("secret").text();
            if (!secret.matches("\\$\\{\\w+}")
                    || it.variable("keycloak", secret.replaceAll("[${}]", "")).isEmpty()) {
                wrong.add("The secret of " + client.at("clientId").text());
            }
        }
        return wrong;
    }

    private static List<String> silentContainers(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.containers()) {
            if (!it.built().containsKey(name)
                    && it.container(name).at("healthcheck", "test").items().isEmpty()) {
                wrong.add(name + " has no health check");
            }
        }
        if (!it.part(Part.DOCKERFILE).text().contains("CMD [\"bash\", \"/application/healthy\"]")
                || !it.part(Part.DOCKERFILE).text().contains("COPY docker/healthy ./")) {
            wrong.add("The image does not ask docker/healthy");
        }
        if (!it.part(Part.HEALTHY).text().contains("GET " + READINESS + " HTTP")) {
            wrong.add("docker/healthy does not ask for readiness");
        }
        it.sources()
                .forEach((name, source) -> {
                    var group = "management.endpoint.health.group.readiness.include";
                    if (!source.list(group).contains("readinessState")
                            || !source.list("management.endpoints.web.exposure.include")
                                    .contains("health")
                            || !isPublic(source, "/actuator/health/**")) {
                        wrong.add(name + " does not answer " + READINESS);
                    }
                });
        return wrong;
    }

    /** Its own list of public paths, or the chassis' usual one, which has health and metrics. */
    private static boolean isPublic(ServiceSource source, String path) {
        var own = source.list("pond.security.public-paths");
        return own.isEmpty() || own.contains(path);
    }

    private static List<String> thingsNotWaitedFor(Composition it) {
        var wrong = new ArrayList<String>();
        for (var name : it.containers()) {
            var dependencies = it.container(name).at("depends_on");
            for (var other : dependencies.keys()) {
                if (!it.containers().contains(other)
                        || !dependencies.at(other, "condition").text().equals("service_healthy")) {
                    wrong.add(name + " does not wait until " + other + " is healthy");
                }
            }
            var needed = new ArrayList<String>();
            if (name.equals("gateway")) {
                needed.add("keycloak");
                it.built().keySet().stream().filter(i -> !i.equals(name)).forEach(needed::add);
            } else if (it.built().containsKey(name) && it.source(name).keepsData()) {
                needed.addAll(List.of("mongodb", "kafka"));
            }
            if (!dependencies.keys().containsAll(needed)) {
                wrong.add(name + " waits only for " + dependencies.keys());
            }
        }
        return wrong;
    }

    private static List<String> boundlessContainers(Composition it) {
        return it.containers().stream()
                .filter(name -> !it.container(name).at("mem_limit").text().matches("\\d+[mg]"))
                .toList();
    }

    private static List<String> metricsThatAreMissed(Composition it) {
        var job = it.part(Part.PROMETHEUS).at("scrape_configs").items().getFirst();
        var path = job.at("metrics_path").text();
        var wrong = new ArrayList<String>();
        var asked =
                job.at("static_configs").items().stream()
                        .flatMap(config -> config.at("targets").texts().stream())
                        .collect(toSet());
        var services =
                it.sources().values().stream()
                        .map(service -> service.name() + ":" + service.port())
                        .collect(toSet());
        if (!asked.equals(services)) {
            wrong.add("asked are " + asked + " of " + services);
        }
        it.sources()
                .forEach((name, source) -> {
                    if (!path.equals("/actuator/prometheus")
                            || !source.list("management.endpoints.web.exposure.include")
                                    .contains("prometheus")
                            || !isPublic(source, path)) {
                        wrong.add(name + " does not answer " + path);
                    }
                });
        return wrong;
    }

    private static List<String> dashboardsWithoutData(Composition it) {
        var wrong = new ArrayList<String>();
        var source = it.part(Part.DATA_SOURCES).at("datasources").items().getFirst();
        if (!source.at("url").text().equals("http://prometheus:9090")) {
            wrong.add("Grafana asks " + source.at("url"));
        }
        for (var panel : it.part(Part.DASHBOARD).at("panels").items()) {
            if (!panel.at("datasource", "uid").text().equals(source.at("uid").text())) {
                wrong.add(panel.at("title") + " asks another data source");
            }
        }
        var folders =
                it.part(Part.DASHBOARD_PROVIDERS).at("providers").items().stream()
                        .map(provider -> provider.at("options", "path").text())
                        .toList();
        var mounts = String.join(" ", it.container("grafana").at("volumes").texts());
        if (!folders.stream().allMatch(folder -> mounts.contains("dashboards:" + folder + ":"))
                || !mounts.contains("provisioning:/etc/grafana/provisioning:")) {
            wrong.add("Grafana does not find " + folders);
        }
        return wrong;
    }

    private static List<String> filesThatAreMissing(Composition it) {
        return it.containers().stream()
                .flatMap(name -> it.container(name).at("volumes").texts().stream())
                .map(mount -> mount.split(":")[0])
                .filter(source ->
                        source.startsWith(".")
                                ? !Files.exists(it.root().resolve(source))
                                : !it.part(Part.COMPOSE).at("volumes").keys().contains(source))
                .toList();
    }

    /** One broker keeps one copy, and services make topics with the partitions they need. */
    private static List<String> topicsThatDoNotFit(Composition it) {
        var wrong = new ArrayList<String>();
        it.environment("kafka")
                .forEach((variable, value) -> {
                    if (variable.matches(".*(REPLICATION_FACTOR|MIN_ISR)") && !value.equals("1")) {
                        wrong.add(variable + " is " + value);
                    }
                    if (variable.startsWith("KAFKA_LOG_RETENTION")) {
                        wrong.add(variable + ": no service counts on another retention");
                    }
                });
        if (!it.variable("kafka", "KAFKA_AUTO_CREATE_TOPICS_ENABLE").equals("false")) {
            wrong.add("Kafka would make topics with partitions of its own choice");
        }
        for (var name : it.built().keySet()) {
            if (!Set.of("", "1").contains(it.variable(name, "POND_TOPICS_REPLICAS"))) {
                wrong.add(name + " wants more copies than there are brokers");
            }
        }
        return wrong;
    }
}
