package io.pondcrm.chassis.erasure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs what the service states of erasures, by ECDSA over P-256 with SHA-256 as a compact JWS (RFC
 * 7515). The key is known by its thumbprint (RFC 7638): who holds a public key can tell which
 * statements are its. Safe for use by many threads.
 */
public final class ReceiptKey {

    static final String SETTING = "pond.erasure.receipt-key-file";

    private static final JOSEObjectType TYPE = new JOSEObjectType("erasure+jws");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ECKey key;
    private final String id;

    private ReceiptKey(ECKey key) throws JOSEException {
        this.key = key;
        this.id = key.computeThumbprint().toString();
    }

    /**
     * The key of a file.
     *
     * @throws InvalidConfigurationPropertyValueException if there is no such file, or no private
     *     key of P-256 as a JWK in it
     */
    public static ReceiptKey read(String file) {
        if (file.isBlank()) {
            throw refused(
                    file, "it is not set: name a file with the key that signs receipts", null);
        }
        try {
            var key = ECKey.parse(Files.readString(Path.of(file)));
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw refused(file, "its key is no private key of P-256", null);
            }
            return new ReceiptKey(key);
        } catch (IOException | InvalidPathException missing) {
            throw refused(file, "there is no such file that can be read", missing);
        } catch (ParseException | JOSEException | IllegalArgumentException notJwk) {
            // Its message would show what it read.
            throw refused(file, "the file is no JWK", null);
        }
    }

    private static InvalidConfigurationPropertyValueException refused(
            String file, String reason, @Nullable Exception cause) {
        return new InvalidConfigurationPropertyValueException(SETTING, file, reason, cause);
    }

    /** The thumbprint of the key. */
    public String id() {
        return id;
    }

    /** The public part, as the members of a JWK. */
    public Map<String, String> published() {
        return Map.of(
                "kty",
                "EC",
                "crv",
                Curve.P_256.getName(),
                "x",
                key.getX().toString(),
                "y",
                key.getY().toString(),
                "kid",
                id);
    }

    /** Signs what can be written as JSON. */
    public String sign(Object statement) {
        var signed =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(id).build(),
                        new Payload(JSON.writeValueAsBytes(statement)));
        try {
            signed.sign(new ECDSASigner(key));
        } catch (JOSEException broken) {
            throw new IllegalStateException("ES256 is missing", broken);
        }
        return signed.serialize();
    }

    /**
     * What somebody stated; empty if it is not signed with the key, or the key's name is not its
     * thumbprint.
     *
     * @param published as {@link #published()} gave it
     */
    public static Optional<JsonNode> verified(String signed, Map<String, String> published) {
        try {
            var key = ECKey.parse(new TreeMap<String, Object>(published));
            var parsed = JWSObject.parse(signed);
            var itsName = key.computeThumbprint().toString();
            return itsName.equals(published.get("kid"))
                            && itsName.equals(parsed.getHeader().getKeyID())
                            && JWSAlgorithm.ES256.equals(parsed.getHeader().getAlgorithm())
                            && parsed.verify(new ECDSAVerifier(key))
                    ? Optional.of(JSON.readTree(parsed.getPayload().toBytes()))
                    : Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException notSigned) {
            return Optional.empty();
        }
    }
}
