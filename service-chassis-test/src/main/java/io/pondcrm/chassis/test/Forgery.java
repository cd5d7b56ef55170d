package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The ways of forging a token that RFC 8725 and the ASVS warn of. */
final class Forgery {

    /** One for all: to make a key takes longer than to try a hundred tokens. */
    private static final RSAKey FOREIGN_KEY = foreignKey();

    private final List<ForgedToken> tokens = new ArrayList<>();
    private final TestTokens issuer;
    private final String[] scopes;

    Forgery(TestTokens issuer, String... scopes) {
        this.issuer = issuer;
        this.scopes = scopes;
    }

    List<ForgedToken> all() {
        tokens.clear();
        try {
            algorithms();
            signatures();
            headers();
            claims();
            shapes();
        } catch (JOSEException | java.text.ParseException failure) {
            throw new IllegalStateException("Forging failed", failure);
        }
        return List.copyOf(tokens);
    }

    private void algorithms() throws JOSEException {
        var claims = good();
        add("alg none", unsigned("none", claims));
        add("alg NoNe", unsigned("NoNe", claims));
        add("alg missing", parts("{\"typ\":\"at+jwt\"}", claims, ""));
        add("HS256 keyed with our public key", mac(issuer.key.toPublicJWK().toJSONString()));
        add("HS256 keyed with our public modulus", mac(issuer.key.getModulus().toString()));
        for (var algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            var header =
                    new JWSHeader.Builder(algorithm)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(issuer.key.getKeyID())
                            .build();
            add(algorithm + " by our key", TestTokens.sign(header, issuer.key, claims));
        }
        var curve = new ECKeyGenerator(Curve.P_256).keyID(issuer.key.getKeyID()).generate();
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(issuer.key.getKeyID())
                                .build(),
                        claims);
        token.sign(new ECDSASigner(curve));
        add("ES256 by a foreign key", token.serialize());
    }

    private void signatures() throws JOSEException {
        var good = issuer.sign(good());
        var part = good.split("\\.");
        add("signature empty", part[0] + "." + part[1] + ".");
        add("signature cut", good.substring(0, good.length() - 8));
        add("signature flipped", part[0] + "." + part[1] + "." + flip(part[2]));
        add(
                "claims changed after signing",
                part[0]
                        + "."
                        + encode(payload(with(it -> it.claim("scope", "admin:write"))))
                        + "."
                        + part[2]);
        add(
                "header changed after signing",
                encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}") + "." + part[1] + "." + part[2]);
        add("foreign key under our kid", TestTokens.sign(issuer.header(), FOREIGN_KEY, good()));
    }

    private void headers() {
        var foreign = FOREIGN_KEY;
        add("unknown kid", TestTokens.sign(header().keyID("evil").build(), foreign, good()));
        add("no kid, foreign key", TestTokens.sign(header().build(), foreign, good()));
        add(
                "jwk embedded",
                TestTokens.sign(
                        header().jwk(foreign.toPublicJWK()).keyID("evil").build(),
                        foreign,
                        good()));
        var keys = URI.create("http://127.0.0.1:9/keys");
        add(
                "jku elsewhere",
                TestTokens.sign(header().jwkURL(keys).keyID("evil").build(), foreign, good()));
        add(
                "x5u elsewhere",
                TestTokens.sign(header().x509CertURL(keys).keyID("evil").build(), foreign, good()));
        add(
                "kid that names a file",
                TestTokens.sign(header().keyID("../../dev/null").build(), foreign, good()));
        add("typ JWT", typed("JWT"));
        add("typ of an id token", typed("id_token+jwt"));
        add("typ of a logout token", typed("logout+jwt"));
        add(
                "typ missing",
                TestTokens.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(issuer.key.getKeyID())
                                .build(),
                        issuer.key,
                        good()));
        add(
                "critical header unknown",
                TestTokens.sign(
                        header().keyID(issuer.key.getKeyID())
                                .criticalParams(Set.of("exp"))
                                .customParam("exp", 1)
                                .build(),
                        issuer.key,
                        good()));
    }

    private void claims() {
        var now = TestTokens.now();
        claim("wrong iss", it -> it.issuer("https://evil.example"));
        claim("iss with a slash more", it -> it.issuer(TestTokens.issuer() + "/"));
        claim("no iss", it -> it.issuer(null));
        claim("wrong aud", it -> it.audience("another-service"));
        claim("aud that starts like ours", it -> it.audience(TestTokens.AUDIENCE + "-2"));
        claim("no aud", it -> it.audience((String) null));
        claim(
                "expired an hour ago",
                it -> it.expirationTime(Date.from(now.minus(Duration.ofHours(1)))));
        claim(
                "expired beyond the leeway",
                it -> it.expirationTime(Date.from(now.minus(Duration.ofSeconds(90)))));
        claim("no exp", it -> it.expirationTime(null));
        claim("exp that is no number", it -> it.claim("exp", "tomorrow"));
        claim("not yet valid", it -> it.notBeforeTime(Date.from(now.plus(Duration.ofMinutes(10)))));
    }

    private void shapes() throws JOSEException, java.text.ParseException {
        var good = issuer.sign(good());
        add("garbage", "garbage");
        add("only dots", "..");
        add("two tokens in one", good + "." + good);
        add("first part only", good.split("\\.")[0]);
        add("JSON serialization", encode("{\"payload\":\"%s\"}".formatted(good.split("\\.")[1])));
        add("long", issuer.sign(with(it -> it.issuer("x".repeat(4_000)))));
        var wrapper =
                new JWSObject(
                        header().keyID(issuer.key.getKeyID()).contentType("JWT").build(),
                        new Payload(good));
        wrapper.sign(new RSASSASigner(issuer.key));
        add("nested", wrapper.serialize());
        var sealed =
                new JWEObject(
                        new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(issuer.key.getKeyID())
                                .build(),
                        new Payload(good));
        sealed.encrypt(new RSAEncrypter(issuer.key.toRSAPublicKey()));
        add("encrypted to our key", sealed.serialize());
    }

    private void add(String kind, String token) {
        tokens.add(new ForgedToken(kind, token));
    }

    private void claim(String kind, UnaryOperator<JWTClaimsSet.Builder> change) {
        add(kind, issuer.sign(with(change)));
    }

    private String typed(String type) {
        return TestTokens.sign(
                header().type(new JOSEObjectType(type)).keyID(issuer.key.getKeyID()).build(),
                issuer.key,
                good());
    }

    private String mac(String secret) throws JOSEException {
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(issuer.key.getKeyID())
                                .build(),
                        good());
        token.sign(new MACSigner(secret.getBytes(UTF_8)));
        return token.serialize();
    }

    private JWTClaimsSet good() {
        return with(it -> it);
    }

    private JWTClaimsSet with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(issuer.claims("forger", scopes)).build();
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt"));
    }

    private static RSAKey foreignKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("evil").generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException("No foreign key", failure);
        }
    }

    private static String unsigned(String algorithm, JWTClaimsSet claims) {
        return parts("{\"alg\":\"%s\",\"typ\":\"at+jwt\"}".formatted(algorithm), claims, "");
    }

    private static String parts(String header, JWTClaimsSet claims, String signature) {
        return encode(header) + "." + encode(payload(claims)) + "." + signature;
    }

    private static String payload(JWTClaimsSet claims) {
        return claims.toString();
    }

    private static String encode(String text) {
        return Base64URL.encode(text).toString();
    }

    private static String flip(String signature) {
        var bytes = new Base64URL(signature).decode();
        bytes[bytes.length / 2] ^= 1;
        return Base64URL.encode(bytes).toString();
    }
}
