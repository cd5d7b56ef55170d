package io.pondcrm.gateway;

import static io.pondcrm.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** S1: only good tokens pass (RFC 8725, RFC 9068). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {

    private RunningGateway gateway;
    private StubIssuer issuer;

    @BeforeAll
    void start() {
        gateway = new RunningGateway("pond.limits.default.requests=100000");
        issuer = gateway.issuer;
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void services_answer() {
        gateway.customer.answers(200, "{}");
    }

    @Test
    void a_good_token_passes_and_is_handed_on() {
        var token = issuer.token("front-end");

        var answer =
                gateway.send(
                        gateway.to("/api/v1/customers/cus_1")
                                .header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.customer.lastSeen().header("Authorization"))
                .containsExactly("Bearer " + token);
    }

    /** A one-time token in the path lets them in, which only the service can tell good from bad. */
    @Test
    void customers_answer_surveys_without_a_token_of_ours_but_on_a_budget() {
        var answer = gateway.send(gateway.to("/api/v1/public/surveys/" + "A".repeat(43)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"anonymous\"");
        for (var path : new String[] {"/api/v1/surveys", "/api/v1/public/../surveys"}) {
            assertThat(gateway.send(gateway.to(path)).statusCode()).as(path).isBetween(400, 401);
        }
    }

    @Test
    void without_a_token_only_what_is_public_is_answered() {
        for (var path : new String[] {"/docs", "/api/v1/openapi.json", "/api/v1/health"}) {
            assertThat(gateway.send(gateway.to(path)).statusCode()).as(path).isEqualTo(200);
        }
        for (var path :
                new String[] {
                    "/api/v1/customers",
                    "/api/v1/jobs/customerjob_1",
                    "/api/v1/nothing",
                    "/nothing",
                    "/actuator/env"
                }) {
            var answer = gateway.send(gateway.to(path));
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(json(answer).path("code").asString()).isEqualTo("unauthenticated");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void no_forged_token_reaches_a_service() {
        for (var forged : forgeries().entrySet()) {
            for (var path : new String[] {"/api/v1/customers/cus_1", "/api/v1/customers"}) {
                var answer =
                        gateway.send(
                                gateway.to(path)
                                        .header("Authorization", "Bearer " + forged.getValue()));

                assertThat(answer.statusCode()).as(forged.getKey()).isEqualTo(401);
                assertThat(json(answer).path("code").asString()).isEqualTo("unauthenticated");
            }
        }
        assertThat(gateway.customer.seen()).isEmpty();
    }

    private Map<String, String> forgeries() {
        var good = issuer.token("front-end");
        var parts = good.split("\\.");
        var foreign = StubIssuer.newKey("one");
        var unknown = StubIssuer.newKey("two");
        var forgeries = new LinkedHashMap<String, String>();
        forgeries.put("no signature", parts[0] + "." + parts[1] + ".");
        forgeries.put("alg none", unsigned("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", parts[1]));
        forgeries.put("alg NONE", unsigned("{\"alg\":\"NONE\",\"typ\":\"at+jwt\"}", parts[1]));
        forgeries.put("HMAC with the public key", hmac(parts[1]));
        forgeries.put("a foreign key with our id", signed(issuer.header("at+jwt"), foreign));
        forgeries.put("an unknown key", signed(header(b -> b.keyID("two")), unknown));
        forgeries.put("no key id, foreign key", signed(header(b -> b.keyID(null)), foreign));
        forgeries.put(
                "key in the header", signed(header(b -> b.jwk(foreign.toPublicJWK())), foreign));
        forgeries.put(
                "key by address",
                signed(header(b -> b.jwkURL(URI.create("http://evil.test/jwks"))), foreign));
        forgeries.put(
                "certificate by address",
                signed(header(b -> b.x509CertURL(URI.create("http://evil.test/x"))), foreign));
        forgeries.put("typ JWT", signed(issuer.header("JWT"), issuer.key()));
        forgeries.put("typ id_token", signed(issuer.header("id_token+jwt"), issuer.key()));
        forgeries.put("no typ", signed(header(b -> b.type(null)), issuer.key()));
        forgeries.put("other issuer", claims(it -> it.issuer("http://evil.test")));
        forgeries.put("no issuer", claims(it -> it.issuer(null)));
        forgeries.put("issuer with a slash", claims(it -> it.issuer(StubIssuer.ISSUER + "/")));
        forgeries.put("other audience", claims(it -> it.audience("billing")));
        forgeries.put("no audience", claims(it -> it.audience((String) null)));
        forgeries.put(
                "expired",
                claims(it -> it.expirationTime(Date.from(Instant.now().minusSeconds(61)))));
        forgeries.put("no expiry", claims(it -> it.expirationTime(null)));
        forgeries.put(
                "not yet valid",
                claims(it ->
                        it.notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))));
        forgeries.put("changed claims", parts[0] + "." + widened(parts[1]) + "." + parts[2]);
        forgeries.put("changed signature", good.substring(0, good.length() - 6) + "AAAAAA");
        forgeries.put("nested", good + "." + good);
        forgeries.put(
                "RS512",
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS512)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID("one")
                                .build(),
                        issuer.key()));
        forgeries.put(
                "PS256",
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.PS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID("one")
                                .build(),
                        issuer.key()));
        forgeries.put(
                "an unknown critical header",
                signed(
                        header(b -> b.criticalParams(java.util.Set.of("x")).customParam("x", 1)),
                        issuer.key()));
        forgeries.put("long", good.substring(0, 40) + "A".repeat(10_000));
        forgeries.put("no token at all", "x");
        forgeries.put("five parts", "a.b.c.d.e");
        return forgeries;
    }

    @Test
    void a_token_that_was_good_a_moment_ago_is_not_good_once_it_has_expired() {
        var nearlyOver =
                issuer.token(
                        "front-end",
                        it ->
                                it.issueTime(Date.from(Instant.now().minusSeconds(60)))
                                        .expirationTime(Date.from(Instant.now().minusSeconds(25))));
        var request =
                gateway.to("/api/v1/customers/cus_1")
                        .header("Authorization", "Bearer " + nearlyOver);
        assertThat(gateway.send(request).statusCode())
                .as("within the leeway of 30 s")
                .isEqualTo(200);

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> gateway.send(request).statusCode() == 401);
    }

    private String claims(Consumer<JWTClaimsSet.Builder> otherwise) {
        return issuer.token("front-end", otherwise);
    }

    private String signed(JWSHeader header, com.nimbusds.jose.jwk.RSAKey key) {
        return StubIssuer.sign(header, key, issuer.claims("front-end", _ -> {}));
    }

    private static JWSHeader header(Consumer<JWSHeader.Builder> otherwise) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("one");
        otherwise.accept(header);
        return header.build();
    }

    private String hmac(String claims) {
        try {
            var secret = issuer.key().toRSAPublicKey().getEncoded();
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .type(new JOSEObjectType("at+jwt"))
                                    .keyID("one")
                                    .build(),
                            JWTClaimsSet.parse(
                                    new String(
                                            Base64.getUrlDecoder().decode(claims),
                                            StandardCharsets.UTF_8)));
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(String header, String claims) {
        return base64(header) + "." + claims + ".";
    }

    private static String widened(String claims) {
        return base64(
                new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)
                        .replace("customers:read", "admin:write"));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
