package io.pondcrm.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

/** Issues tokens as the real issuer does, and any other kind that a test wants. */
public final class StubIssuer implements AutoCloseable {

    public static final String ISSUER = "http://issuer.test";

    private final RSAKey key = newKey("one");
    private final StubService jwks = new StubService();

    public StubIssuer() {
        jwks.answers(200, new JWKSet(key.toPublicJWK()).toString());
    }

    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return key;
    }

    public String jwksUri() {
        return jwks.url() + "/jwks";
    }

    /** A good token of this client. */
    public String token(String client) {
        return token(client, _ -> {});
    }

    public String token(String client, Consumer<JWTClaimsSet.Builder> otherwise) {
        return sign(header("at+jwt"), key, claims(client, otherwise));
    }

    public JWSHeader header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
    }

    public JWTClaimsSet claims(String client, Consumer<JWTClaimsSet.Builder> otherwise) {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("pondcrm")
                        .subject(client)
                        .claim("client_id", client)
                        .claim("scope", "customers:read customers:write")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
        otherwise.accept(claims);
        return claims.build();
    }

    public static String sign(JWSHeader header, RSAKey key, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        jwks.close();
    }
}
