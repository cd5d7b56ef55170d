package io.pondcrm.suite.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.docker.Composition.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No Docker runs in our gates: what can be known without it is checked here. */
class CompositionTest {

    /**
     * A composition that breaks a rule.
     *
     * @param says what the rule must find
     */
    record Canary(CompositionRule rule, String says, Part part, UnaryOperator<Tree> damage) {

        @Override
        public String toString() {
            return rule + ": " + says;
        }
    }

    private static Composition composition;

    @BeforeAll
    static void read() throws IOException {
        composition = Composition.of(Path.of("..").toAbsolutePath().normalize());
    }

    @ParameterizedTest
    @EnumSource
    void the_composition_keeps_the_rule(CompositionRule rule) {
        assertThat(rule.violations(composition)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void the_rule_finds_a_composition_that_breaks_it(Canary canary) {
        var broken = composition.with(canary.part, canary.damage);

        assertThat(canary.rule.violations(broken))
                .anySatisfy(it -> assertThat(it).contains(canary.says));
    }

    @Test
    void every_rule_has_a_canary() {
        assertThat(canaries().map(Canary::rule).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(CompositionRule.class));
    }

    @Test
    void a_service_says_what_it_cannot_do_without() {
        assertThat(composition.source("engagement-service").needed())
                .containsExactlyInAnyOrder(
                        "POND_MONGODB",
                        "POND_KAFKA_SERVERS",
                        "POND_PAGING_KEY",
                        "POND_AUDIT_KEYS",
                        "POND_ERASURE_RECEIPTKEYFILE",
                        "POND_SECURITY_ISSUER",
                        "POND_SECURITY_JWKSURI",
                        "POND_CUSTOMER_SERVICE",
                        "POND_SEGMENTATION_SERVICE",
                        "POND_TOKEN_URI",
                        "POND_CLIENT_SECRET_ENGAGEMENT_SERVICE",
                        "POND_SMTP_HOST");
        assertThat(composition.source("gateway").needed())
                .contains("POND_DOCS_TOKENURL", "POND_SERVICES_CHURN_URL")
                .doesNotContain("POND_MONGODB", "POND_KAFKA_SERVERS", "POND_PAGING_KEY");
        assertThat(composition.source("customer-service").variables())
                .contains("POND_CONTACTPOLICY_QUIETFROM", "POND_PROFILE_PHONEREGION");
    }

    static Stream<Canary> canaries() {
        return Stream.of(
                compose(
                        CompositionRule.EVERY_SERVICE_RUNS,
                        "churn-service",
                        it -> it.without("services", "churn-service")),
                compose(
                        CompositionRule.EVERY_SERVICE_RUNS,
                        "another module",
                        set("gateway", "services", "churn-service", "build", "args", "MODULE")),
                compose(
                        CompositionRule.IMAGES_ARE_PINNED,
                        "mongo:latest",
                        set("mongo:latest", "services", "mongodb", "image")),
                compose(
                        CompositionRule.IMAGES_ARE_PINNED,
                        "mongo:8",
                        set("mongo:8", "services", "mongodb", "image")),
                new Canary(
                        CompositionRule.IMAGES_ARE_PINNED,
                        "eclipse-temurin:25-jre",
                        Part.DOCKERFILE,
                        text("25.0.4_7-jre-noble", "25-jre")),
                compose(
                        CompositionRule.KAFKA_IS_THE_ONE_WE_TEST_WITH,
                        "3.9.0",
                        set("apache/kafka:3.9.0", "services", "kafka", "image")),
                compose(
                        CompositionRule.VARIABLES_ARE_READ,
                        "POND_KAFKA_SERVER",
                        variable("churn-service", "POND_KAFKA_SERVER", "kafka:9092")),
                compose(
                        CompositionRule.VARIABLES_ARE_READ,
                        "POND_SMTP_HOST",
                        variable("churn-service", "POND_SMTP_HOST", "mail")),
                compose(
                        CompositionRule.VARIABLES_ARE_READ,
                        "SPRING_MONGODB_URL",
                        variable("churn-service", "SPRING_MONGODB_URL", "mongodb://mongodb")),
                compose(
                        CompositionRule.VARIABLES_ARE_READ,
                        "gateway does not read POND_MONGODB",
                        variable("gateway", "POND_MONGODB", "mongodb://mongodb:27017")),
                compose(
                        CompositionRule.NEEDED_VARIABLES_ARE_SET,
                        "POND_PAGING_KEY",
                        without("churn-service", "POND_PAGING_KEY")),
                compose(
                        CompositionRule.NEEDED_VARIABLES_ARE_SET,
                        "POND_DOCS_TOKENURL",
                        without("gateway", "POND_DOCS_TOKENURL")),
                compose(
                        CompositionRule.NEEDED_VARIABLES_ARE_SET,
                        "POND_SECURITY_JWKSURI",
                        without("feedback-service", "POND_SECURITY_JWKSURI")),
                compose(
                        CompositionRule.NEEDED_VARIABLES_ARE_SET,
                        "POND_MONGODB",
                        without("customer-service", "POND_MONGODB")),
                compose(
                        CompositionRule.PORTS_ARE_THE_SERVICES_OWN,
                        "8085",
                        set("9085", "services", "churn-service", "build", "args", "PORT")),
                compose(
                        CompositionRule.PORTS_ARE_THE_SERVICES_OWN,
                        "8080 leads to gateway:80",
                        set(List.of("127.0.0.1:8080:80"), "services", "gateway", "ports")),
                new Canary(
                        CompositionRule.PORTS_ARE_THE_SERVICES_OWN,
                        "ENV SERVER_PORT",
                        Part.DOCKERFILE,
                        text("ENV SERVER_PORT", "ENV HTTP_PORT")),
                compose(
                        CompositionRule.ONLY_THIS_MACHINE_GETS_IN,
                        "27017",
                        set(List.of("27017:27017"), "services", "mongodb", "ports")),
                compose(
                        CompositionRule.ADDRESSES_LEAD_TO_SOMEBODY_WHO_LISTENS,
                        "mail:2525",
                        variable("engagement-service", "POND_SMTP_PORT", "2525")),
                compose(
                        CompositionRule.ADDRESSES_LEAD_TO_SOMEBODY_WHO_LISTENS,
                        "broker:9092",
                        variable("churn-service", "POND_KAFKA_SERVERS", "broker:9092")),
                compose(
                        CompositionRule.ADDRESSES_LEAD_TO_SOMEBODY_WHO_LISTENS,
                        "mongodb:27018",
                        variable("churn-service", "POND_MONGODB", "mongodb://mongodb:27018")),
                compose(
                        CompositionRule.ADDRESSES_LEAD_TO_SOMEBODY_WHO_LISTENS,
                        "JWKSURI",
                        variable("gateway", "POND_SECURITY_JWKSURI", "http://localhost:9001/x")),
                compose(
                        CompositionRule.THE_GATEWAY_FINDS_EACH_SERVICE,
                        "POND_SERVICES_CHURN_URL",
                        variable(
                                "gateway",
                                "POND_SERVICES_CHURN_URL",
                                "http://feedback-service:8084")),
                compose(
                        CompositionRule.THE_GATEWAY_FINDS_EACH_SERVICE,
                        "contact cards",
                        variable(
                                "engagement-service",
                                "POND_CUSTOMER_SERVICE",
                                "http://churn-service:8085")),
                compose(
                        CompositionRule.THE_GATEWAY_FINDS_EACH_SERVICE,
                        "for members",
                        variable(
                                "engagement-service",
                                "POND_SEGMENTATION_SERVICE",
                                "http://churn-service:8085")),
                new Canary(
                        CompositionRule.TOKENS_ARE_THE_ONES_SERVICES_ACCEPT,
                        "POND_SECURITY_ISSUER",
                        Part.REALM,
                        set("pond", "realm")),
                compose(
                        CompositionRule.TOKENS_ARE_THE_ONES_SERVICES_ACCEPT,
                        "POND_SECURITY_ISSUER",
                        variable("keycloak", "KC_HOSTNAME", "http://keycloak:8080")),
                compose(
                        CompositionRule.TOKENS_ARE_THE_ONES_SERVICES_ACCEPT,
                        "reaches the issuer",
                        set(List.of("127.0.0.1:9001:8080"), "services", "keycloak", "ports")),
                compose(
                        CompositionRule.TOKENS_ARE_THE_ONES_SERVICES_ACCEPT,
                        "SECRET_ENGAGEMENT",
                        variable(
                                "engagement-service",
                                "POND_CLIENT_SECRET_ENGAGEMENT_SERVICE",
                                "${POND_CLIENT_SECRET_OPS:-development-only-ops}")),
                compose(
                        CompositionRule.TOKENS_ARE_THE_ONES_SERVICES_ACCEPT,
                        "not imported",
                        set(List.of("start-dev"), "services", "keycloak", "command")),
                compose(
                        CompositionRule.SECRETS_COME_FROM_OUTSIDE,
                        "GF_SECURITY_ADMIN_PASSWORD",
                        variable("grafana", "GF_SECURITY_ADMIN_PASSWORD", "admin")),
                compose(
                        CompositionRule.SECRETS_COME_FROM_OUTSIDE,
                        "partner-shop",
                        without("keycloak", "POND_CLIENT_SECRET_PARTNER_SHOP")),
                compose(
                        CompositionRule.EVERYBODY_TELLS_HOW_THEY_ARE,
                        "kafka",
                        it -> it.without("services", "kafka", "healthcheck")),
                new Canary(
                        CompositionRule.EVERYBODY_TELLS_HOW_THEY_ARE,
                        "readiness",
                        Part.HEALTHY,
                        text("readiness", "started")),
                compose(
                        CompositionRule.SERVICES_WAIT_FOR_WHAT_THEY_NEED,
                        "mongodb is healthy",
                        set(
                                "service_started",
                                "services",
                                "churn-service",
                                "depends_on",
                                "mongodb",
                                "condition")),
                compose(
                        CompositionRule.SERVICES_WAIT_FOR_WHAT_THEY_NEED,
                        "gateway waits only for",
                        it -> it.without("services", "gateway", "depends_on", "churn-service")),
                compose(
                        CompositionRule.MEMORY_IS_LIMITED,
                        "keycloak",
                        it -> it.without("services", "keycloak", "mem_limit")),
                new Canary(
                        CompositionRule.PROMETHEUS_ASKS_EVERY_SERVICE,
                        "churn-service:8085",
                        Part.PROMETHEUS,
                        set(
                                List.of(
                                        Map.of(
                                                "metrics_path",
                                                "/actuator/prometheus",
                                                "static_configs",
                                                List.of(
                                                        Map.of(
                                                                "targets",
                                                                List.of("gateway:8080"))))),
                                "scrape_configs")),
                new Canary(
                        CompositionRule.PROMETHEUS_ASKS_EVERY_SERVICE,
                        "/metrics",
                        Part.PROMETHEUS,
                        set(List.of(Map.of("metrics_path", "/metrics")), "scrape_configs")),
                new Canary(
                        CompositionRule.GRAFANA_ASKS_PROMETHEUS,
                        "another data source",
                        Part.DATA_SOURCES,
                        set(
                                List.of(Map.of("uid", "other", "url", "http://prometheus:9090")),
                                "datasources")),
                compose(
                        CompositionRule.GRAFANA_ASKS_PROMETHEUS,
                        "does not find",
                        set(
                                List.of("./docker/grafana/dashboards:/dashboards:ro"),
                                "services",
                                "grafana",
                                "volumes")),
                compose(
                        CompositionRule.MOUNTED_FILES_EXIST,
                        "./docker/realm.json",
                        set(
                                List.of("./docker/realm.json:/opt/keycloak/data/import/r.json"),
                                "services",
                                "keycloak",
                                "volumes")),
                compose(
                        CompositionRule.MOUNTED_FILES_EXIST,
                        "data",
                        set(List.of("data:/data/db"), "services", "mongodb", "volumes")),
                compose(
                        CompositionRule.TOPICS_FIT_ONE_BROKER,
                        "copies",
                        variable("churn-service", "POND_TOPICS_REPLICAS", "3")),
                compose(
                        CompositionRule.TOPICS_FIT_ONE_BROKER,
                        "own choice",
                        without("kafka", "KAFKA_AUTO_CREATE_TOPICS_ENABLE")),
                compose(
                        CompositionRule.TOPICS_FIT_ONE_BROKER,
                        "KAFKA_LOG_RETENTION_MS",
                        variable("kafka", "KAFKA_LOG_RETENTION_MS", "1000")));
    }

    private static Canary compose(CompositionRule rule, String says, UnaryOperator<Tree> damage) {
        return new Canary(rule, says, Part.COMPOSE, damage);
    }

    private static UnaryOperator<Tree> set(Object value, String... path) {
        return it -> it.with(value, path);
    }

    private static UnaryOperator<Tree> variable(String container, String name, String value) {
        return set(value, "services", container, "environment", name);
    }

    private static UnaryOperator<Tree> without(String container, String variable) {
        return it -> it.without("services", container, "environment", variable);
    }

    private static UnaryOperator<Tree> text(String from, String to) {
        return it -> Tree.text(it.text().replace(from, to));
    }
}
