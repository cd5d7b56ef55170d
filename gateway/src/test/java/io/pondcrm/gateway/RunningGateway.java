package io.pondcrm.gateway;

import io.pondcrm.gateway.routing.domain.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole gateway on a free port, before an issuer and services, two of which a test controls.
 */
public final class RunningGateway implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    public final StubIssuer issuer = new StubIssuer();
    public final StubService customer = new StubService();
    public final StubService segmentation = new StubService();

    /** All other services: well, and without operations of their own. */
    private final Map<String, StubService> others = new LinkedHashMap<>();

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RunningGateway(String... settings) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--pond.security.issuer=" + StubIssuer.ISSUER,
                                "--pond.security.jwks-uri=" + issuer.jwksUri(),
                                "--pond.services.customer.url=" + customer.url(),
                                "--pond.services.segmentation.url=" + segmentation.url()));
        for (var owner : RouteTable.POND.owners()) {
            if (!Set.of("customer", "segmentation").contains(owner.service())) {
                var other = new StubService();
                other.answers(200, "{\"status\":\"UP\",\"paths\":{}}");
                others.put(owner.service(), other);
                arguments.add("--pond.services." + owner.service() + ".url=" + other.url());
            }
        }
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        context =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(arguments.toArray(String[]::new));
    }

    /** The stub that stands for a service. */
    public StubService service(String name) {
        return switch (name) {
            case "customer" -> customer;
            case "segmentation" -> segmentation;
            default -> Objects.requireNonNull(others.get(name), name);
        };
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A request to a path of the gateway, with no token. */
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    public HttpRequest.Builder to(String path, String client) {
        return to(path).header("Authorization", "Bearer " + issuer.token(client));
    }

    public HttpResponse<String> get(String path) {
        return send(to(path, "front-end"));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                to(path, "front-end")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an answer's body. */
    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        client.close();
        context.close();
        customer.close();
        segmentation.close();
        others.values().forEach(StubService::close);
        issuer.close();
    }
}
