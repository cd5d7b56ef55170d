package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The token issuer of the tests: a key of its own, published at a URL of its own, for the life of
 * the JVM. {@link PondTest} points the service at it.
 */
public final class TestTokens {

    /** What the tokens name in {@code aud}. */
    public static final String AUDIENCE = "pondcrm";

    private static final TestTokens ISSUER = new TestTokens();

    final RSAKey key;
    private final String url;
    private final AtomicLong issued = new AtomicLong();

    private TestTokens() {
        try {
            key =
                    new RSAKeyGenerator(2048)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyID("test-key")
                            .generate();
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
            server.createContext(
                    "/oauth2/jwks",
                    exchange -> {
                        try (exchange) {
                            exchange.getResponseHeaders().add("Content-Type", "application/json");
                            exchange.sendResponseHeaders(200, keys.length);
                            exchange.getResponseBody().write(keys);
                        }
                    });
            server.setExecutor(
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("test-tokens-", 0).factory()));
            // Its dispatcher would otherwise keep the JVM alive.
            var starter = new Thread(server::start, "test-tokens");
            starter.setDaemon(true);
            starter.start();
            starter.join();
            url = "http://localhost:" + server.getAddress().getPort();
        } catch (JOSEException failure) {
            throw new IllegalStateException("No key for the test tokens", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", stop);
        }
    }

    /** A token of a client of our own with these scopes. */
    public static String with(String... scopes) {
        return client("test-client", scopes);
    }

    /** A token of a client of our own that has a name. */
    public static String client(String clientId, String... scopes) {
        return ISSUER.sign(ISSUER.claims(clientId, scopes).build());
    }

    /** A token of a partner's client, which is bound to the partner's system. */
    public static String partner(String system, String... scopes) {
        return ISSUER.sign(
                ISSUER.claims("partner-" + system, scopes).claim("system", system).build());
    }

    /**
     * Tokens that no operation may accept, each forged in another way (RFC 8725), though they all
     * claim these scopes.
     */
    public static List<ForgedToken> forged(String... scopes) {
        return new Forgery(ISSUER, scopes).all();
    }

    /** The {@code iss} of these tokens. */
    public static String issuer() {
        return ISSUER.url;
    }

    /** Where their keys are published. */
    public static String jwksUri() {
        return ISSUER.url + "/oauth2/jwks";
    }

    JWTClaimsSet.Builder claims(String clientId, String... scopes) {
        var now = now();
        return new JWTClaimsSet.Builder()
                .issuer(url)
                .subject(clientId)
                .audience(AUDIENCE)
                .claim("client_id", clientId)
                .claim("scope", String.join(" ", scopes))
                .jwtID("test-" + issued.incrementAndGet())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    static Instant now() {
        return InstantSource.system().instant();
    }

    String sign(JWTClaimsSet claims) {
        return sign(header(), key, claims);
    }

    JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
    }

    static String sign(JWSHeader header, RSAKey key, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException("Token cannot be signed", failure);
        }
    }
}
