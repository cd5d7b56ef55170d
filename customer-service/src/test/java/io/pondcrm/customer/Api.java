package io.pondcrm.customer;

import io.pondcrm.chassis.test.TestTokens;
import io.pondcrm.chassis.test.openapi.ResponseChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the service under test as a client would, and holds each answer to the OpenAPI document.
 */
public record Api(String base, String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, ResponseChecker> PROMISED = new ConcurrentHashMap<>();

    /** What came back. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public String text(String pointer) {
            return body.at(pointer).asString();
        }

        public String etag() {
            return header("ETag").orElseThrow();
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        /** Pairs of pointer and code of a problem's field errors. */
        public List<String> errors() {
            var errors = new ArrayList<String>();
            for (var error : body.path("errors")) {
                errors.add(error.path("pointer").asString() + " " + error.path("code").asString());
            }
            return errors;
        }
    }

    /** A client of our own with every right but {@code customers:pii}. */
    public static Api frontEnd(int port) {
        return new Api(port, TestTokens.client("front-end", scopes(Set.of())));
    }

    /** A client of our own that may see personal data. */
    public static Api ops(int port) {
        return new Api(
                port,
                TestTokens.client(
                        "ops",
                        scopes(
                                Set.of(
                                        "customers:pii",
                                        "contact-cards:read",
                                        "contact-policies:read",
                                        "contact-policies:write"))));
    }

    /** The client of one partner system. */
    public static Api partner(int port, String system) {
        return new Api(port, TestTokens.partner(system, scopes(Set.of())));
    }

    /** The client of one partner system, with these scopes only. */
    public static Api partner(int port, String system, String... scopes) {
        return new Api(port, TestTokens.partner(system, scopes));
    }

    /** A client with these scopes only. */
    public static Api with(int port, String... scopes) {
        return new Api(port, TestTokens.with(scopes));
    }

    private Api(int port, String token) {
        this("http://localhost:" + port + "/api/v1", token);
    }

    private static String[] scopes(Set<String> more) {
        var scopes =
                new ArrayList<>(
                        List.of(
                                "customers:read",
                                "customers:write",
                                "consents:read",
                                "consents:write",
                                "transactions:read",
                                "transactions:write",
                                "interactions:read",
                                "interactions:write",
                                "events:read",
                                "webhooks:read",
                                "webhooks:write",
                                "jobs:read",
                                "attributes:read",
                                "attributes:write",
                                "forms:read",
                                "forms:write",
                                "data-quality:read",
                                "data-quality:write"));
        scopes.addAll(more);
        return scopes.toArray(String[]::new);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    private Answer send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body,
            String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header(
                    "Content-Type",
                    method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var raw = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            PROMISED.computeIfAbsent(base, Api::promised)
                    .check(
                            method,
                            raw.uri().getRawPath(),
                            raw.statusCode(),
                            raw.headers().firstValue("Content-Type").orElse(null),
                            raw.body());
            var json = raw.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(raw.body());
            return new Answer(raw.statusCode(), json, raw);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static ResponseChecker promised(String base) {
        var document = URI.create(base).resolve("/v3/api-docs");
        return ResponseChecker.of(
                HTTP.sendAsync(
                                HttpRequest.newBuilder(document).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .join()
                        .body());
    }
}
