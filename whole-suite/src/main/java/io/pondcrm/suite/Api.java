package io.pondcrm.suite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The suite's REST API as any client sees it: through the gateway, with a token. */
public final class Api {

    /** The same content gives the same bytes each time, as a repeated request must have them. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final Settings settings;
    private final String client;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private String token = "";

    /**
     * @param client one of the demo clients: {@code front-end}, {@code partner-shop}, {@code ops}
     */
    public Api(Settings settings, String client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * An access token of this client, by client credentials.
     *
     * @throws IOException if the issuer is away, or does not know the client
     */
    public synchronized String token() throws IOException, InterruptedException {
        if (token.isEmpty()) {
            var form =
                    "grant_type=client_credentials&client_id="
                            + encode(client)
                            + "&client_secret="
                            + encode(secret());
            var request =
                    HttpRequest.newBuilder(URI.create(settings.issuer() + "/oauth2/token"))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "The issuer answered " + answer.statusCode() + ": " + answer.body());
            }
            token = JSON.readTree(answer.body()).path("access_token").asString();
        }
        return token;
    }

    private String secret() throws IOException {
        var given =
                System.getenv(
                        "POND_CLIENT_SECRET_"
                                + client.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        if (given != null) {
            return given;
        }
        var file = settings.home().resolve("data/issuer/client-secrets.properties");
        if (!Files.exists(file)) {
            throw new IOException("There are no clients yet: start the suite with ./pond up");
        }
        var secrets = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            secrets.load(in);
        }
        var secret = secrets.getProperty(client);
        if (secret == null) {
            throw new IOException(
                    "There is no client "
                            + client
                            + "; there are "
                            + secrets.stringPropertyNames().stream().sorted().toList());
        }
        return secret;
    }

    /** An answer of the API. */
    public record Answer(int status, Map<String, java.util.List<String>> headers, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public String header(String name) {
            return headers.getOrDefault(
                            name.toLowerCase(java.util.Locale.ROOT), java.util.List.of(""))
                    .getFirst();
        }

        /**
         * @throws IOException with the problem's own words, where the answer is one
         */
        public Answer orThrow() throws IOException {
            if (status >= 400) {
                throw new IOException("HTTP " + status + ": " + text);
            }
            return this;
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    /**
     * Reads something that will be there, however busy the machine is: waits as long as a 503 asks
     * for, and asks again.
     *
     * @throws IOException if it is refused for another reason, or still after a minute
     */
    public JsonNode read(String path) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            var answer = get(path);
            if (answer.status() != 503 && answer.status() != 504 || attempt == 30) {
                return answer.orThrow().json();
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }

    public Answer post(String path, Object body, String... headers)
            throws IOException, InterruptedException {
        return send(
                "POST",
                path,
                BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body)),
                headers("application/json", headers));
    }

    public Answer put(String path, Object body, String... headers)
            throws IOException, InterruptedException {
        return send(
                "PUT",
                path,
                BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body)),
                headers("application/json", headers));
    }

    public Answer patch(String path, Object body, String... headers)
            throws IOException, InterruptedException {
        return send(
                "PATCH",
                path,
                BodyPublishers.ofString(JSON.writeValueAsString(body)),
                headers("application/merge-patch+json", headers));
    }

    public Answer delete(String path, String... headers) throws IOException, InterruptedException {
        return send("DELETE", path, BodyPublishers.noBody(), headers("application/json", headers));
    }

    /** Sends a body as a stream: nothing of it is kept. */
    public Answer upload(String path, String contentType, Supplier<? extends InputStream> body)
            throws IOException, InterruptedException {
        return send(
                "POST",
                path,
                BodyPublishers.ofInputStream(body),
                Map.of("Content-Type", contentType));
    }

    /** Copies an answer's body to a file. */
    public int download(String path, Path file) throws IOException, InterruptedException {
        var request = request("GET", path, BodyPublishers.noBody(), Map.of());
        return http.send(request, BodyHandlers.ofFile(file)).statusCode();
    }

    private Answer send(String method, String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var answer =
                http.send(
                        request(method, path, body, headers),
                        BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(answer.statusCode(), lowerCase(answer), answer.body());
    }

    private HttpRequest request(
            String method, String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(settings.gateway() + path))
                        .timeout(Duration.ofMinutes(10))
                        .header("Authorization", "Bearer " + token())
                        .method(method, body);
        headers.forEach(request::header);
        return request.build();
    }

    private static Map<String, java.util.List<String>> lowerCase(HttpResponse<?> answer) {
        var headers = new java.util.TreeMap<String, java.util.List<String>>();
        answer.headers()
                .map()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return headers;
    }

    private static Map<String, String> headers(String contentType, String... more) {
        var headers = new java.util.LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        for (var at = 0; at + 1 < more.length; at += 2) {
            headers.put(more[at], more[at + 1]);
        }
        return headers;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
