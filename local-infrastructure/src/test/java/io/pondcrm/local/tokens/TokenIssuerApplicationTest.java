package io.pondcrm.local.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenIssuerApplicationTest {

    private static final String DOCS = "http://localhost:8080";

    @TempDir static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext issuer;

    @BeforeAll
    static void start() {
        issuer = startOn(directory);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void a_partner_gets_a_token_as_rfc_9068_wants_it() throws Exception {
        var answer = askForToken("partner-shop", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        var token = SignedJWT.parse(json(answer).path("access_token").stringValue());
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(
                        token.verify(
                                new RSASSAVerifier(
                                        publishedKeys().getKeys().getFirst().toRSAKey())))
                .isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:9000");
        assertThat(claims.getAudience()).containsExactly("pondcrm");
        assertThat(claims.getSubject()).isEqualTo("partner-shop");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("partner-shop");
        assertThat(claims.getStringClaim("system")).isEqualTo("shop");
        assertThat(claims.getStringClaim("scope").split(" "))
                .contains("customers:write", "imports:read")
                .doesNotContain("customers:pii", "admin:write");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(
                        Duration.between(
                                claims.getIssueTime().toInstant(),
                                claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(12));
    }

    @Test
    void a_client_may_ask_for_less_but_not_for_more() throws Exception {
        var less = askForToken("ops", "&scope=admin:read");
        assertThat(json(less).path("scope").stringValue()).isEqualTo("admin:read");

        assertThat(askForToken("partner-shop", "&scope=admin:read").statusCode()).isEqualTo(400);
    }

    @Test
    void a_client_that_is_no_partner_is_bound_to_no_system() throws Exception {
        var token =
                SignedJWT.parse(json(askForToken("ops", "")).path("access_token").stringValue());

        assertThat(token.getJWTClaimsSet().getClaims()).doesNotContainKey("system");
    }

    @Test
    void a_wrong_secret_gets_no_token() throws Exception {
        var request =
                HttpRequest.newBuilder(at("/oauth2/token"))
                        .header("Authorization", basic("ops", "guessed"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void metadata_names_the_endpoints_of_the_configured_url() throws Exception {
        var metadata = json(get("/.well-known/oauth-authorization-server"));

        assertThat(metadata.path("issuer").stringValue()).isEqualTo("http://localhost:9000");
        assertThat(metadata.path("token_endpoint").stringValue())
                .isEqualTo("http://localhost:9000/oauth2/token");
    }

    @Test
    void only_the_docs_page_may_ask_from_a_browser() throws Exception {
        assertThat(preflight(DOCS).headers().firstValue("Access-Control-Allow-Origin"))
                .contains(DOCS);
        assertThat(preflight("http://evil.example").statusCode()).isEqualTo(403);
    }

    @Test
    void key_and_secrets_are_the_owners_alone() throws Exception {
        for (var name : new String[] {"signing-key.json", "client-secrets.properties"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(directory.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_restart_keeps_key_and_secrets_and_narrows_permissions() throws Exception {
        var keys = publishedKeys();
        var secret = secretOf("ops");
        var file = directory.resolve("signing-key.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        try (var again = startOn(directory)) {
            var port = again.getEnvironment().getProperty("local.server.port");
            assertThat(JWKSet.load(URI.create("http://localhost:" + port + "/oauth2/jwks").toURL()))
                    .isEqualTo(keys);
        }

        assertThat(secretOf("ops")).isEqualTo(secret);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void health_answers_without_a_token_and_nothing_else_does() throws Exception {
        assertThat(json(get("/actuator/health/readiness")).path("status").stringValue())
                .isEqualTo("UP");
        assertThat(get("/other").statusCode()).isEqualTo(403);
    }

    private static ConfigurableApplicationContext startOn(Path directory) {
        return TokenIssuerApplication.application()
                .run(
                        "--server.port=0",
                        "--pond.mail.port=0",
                        "--pond.issuer.url=http://localhost:9000",
                        "--pond.issuer.directory=" + directory);
    }

    private static URI at(String path) {
        return URI.create(
                "http://localhost:"
                        + issuer.getEnvironment().getProperty("local.server.port")
                        + path);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> preflight(String origin) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(at("/oauth2/token"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> askForToken(String client, String parameters)
            throws Exception {
        var request =
                HttpRequest.newBuilder(at("/oauth2/token"))
                        .header("Authorization", basic(client, secretOf(client)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials" + parameters))
                        .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String basic(String client, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
    }

    private static String secretOf(String client) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("client-secrets.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty(client);
    }

    private static JWKSet publishedKeys() throws Exception {
        return JWKSet.load(at("/oauth2/jwks").toURL());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
