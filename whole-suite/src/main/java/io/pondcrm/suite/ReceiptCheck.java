package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks the receipt of an erasure with nothing but the receipt and, if given, keys that the reader
 * trusts: each statement is signed by the key that it names (RFC 7515, ES256), that name is the
 * key's thumbprint (RFC 7638), all speak of the request and the person of the receipt, and the
 * whole is signed as it stands.
 */
final class ReceiptCheck {

    private static final String FORMAT = "pondcrm-erasure-receipt/1";
    private static final String SIGNATURE = "signature";

    /** Twice the same member would let two readers see two receipts. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * @param flaws what is wrong, statement by statement; none: the receipt is good
     * @param services whose statements were checked
     * @param keys thumbprints of the keys that signed
     */
    record Result(List<String> flaws, List<String> services, List<String> keys) {

        boolean isGood() {
            return flaws.isEmpty();
        }
    }

    private final Map<String, PublicKey> known = new HashMap<>();
    private final @Nullable List<String> trusted;
    private final List<String> flaws = new ArrayList<>();

    private ReceiptCheck(@Nullable List<String> trusted) {
        this.trusted = trusted;
    }

    /**
     * @param keys a file of public keys (a JWK, or a JWK set) that the reader trusts; null trusts
     *     those that the receipt brings
     * @throws IOException if a file can't be read, or the one of keys is none
     */
    static Result of(Path receipt, @Nullable Path keys) throws IOException {
        return of(Files.readAllBytes(receipt), keys == null ? null : trusted(keys));
    }

    static Result of(byte[] receipt, @Nullable List<String> trusted) {
        return new ReceiptCheck(trusted).check(receipt);
    }

    private static List<String> trusted(Path keys) throws IOException {
        try {
            var read = JSON.readTree(Files.readAllBytes(keys));
            var thumbprints = new ArrayList<String>();
            if (read.path("keys").isArray()) {
                for (var key : read.path("keys")) {
                    thumbprints.add(thumbprint(key));
                }
            } else {
                thumbprints.add(thumbprint(read));
            }
            return thumbprints;
        } catch (JacksonException | GeneralSecurityException | IllegalArgumentException broken) {
            throw new IOException(keys + " holds no public keys as JWKs", broken);
        }
    }

    private Result check(byte[] bytes) {
        var services = new ArrayList<String>();
        try {
            if (!(JSON.readTree(bytes) instanceof ObjectNode receipt)) {
                return new Result(List.of("This is no receipt"), services, List.of());
            }
            if (!receipt.path("format").asString("").equals(FORMAT)) {
                flaws.add("format: not " + FORMAT);
            }
            readKeys(receipt.path("keys"));
            var whole = verify("receipt", receipt.path(SIGNATURE).asString(""));
            var said = receipt.deepCopy();
            said.remove(SIGNATURE);
            if (whole != null && !whole.equals(said)) {
                flaws.add("receipt: it is not what was signed");
            }
            for (var statement : receipt.path("statements").properties()) {
                services.add(statement.getKey());
                check(statement.getKey(), statement.getValue().asString(""), receipt);
            }
            if (services.isEmpty()) {
                flaws.add("statements: there are none");
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            flaws.add("This is no receipt, or damaged");
        }
        return new Result(
                List.copyOf(flaws),
                List.copyOf(services),
                known.keySet().stream().sorted().toList());
    }

    private void check(String service, String signed, JsonNode receipt) {
        var statement = verify(service, signed);
        if (statement == null) {
            return;
        }
        if (!statement.path("service").asString("").equals(service)) {
            flaws.add(service + ": the statement is another service's");
        }
        for (var member : List.of("requestId", "customer")) {
            if (!statement.path(member).equals(receipt.path(member))) {
                flaws.add(service + ": the statement is of another " + member);
            }
        }
    }

    private void readKeys(JsonNode keys) {
        for (var key : keys) {
            try {
                var id = thumbprint(key);
                if (!id.equals(key.path("kid").asString(""))) {
                    flaws.add("keys: one is not what it is called");
                } else if (trusted != null && !trusted.contains(id)) {
                    flaws.add("keys: " + id + " is none of the keys that you trust");
                } else {
                    known.put(id, publicKey(key));
                }
            } catch (GeneralSecurityException | IllegalArgumentException broken) {
                flaws.add("keys: one is damaged");
            }
        }
    }

    /** What a compact JWS says; null if it is not signed as it must be. */
    private @Nullable JsonNode verify(String whose, String signed) {
        var parts = signed.split("\\.", -1);
        try {
            if (parts.length != 3) {
                throw new IllegalArgumentException("Not three parts");
            }
            var header = JSON.readTree(decoded(parts[0]));
            var key = known.get(header.path("kid").asString(""));
            if (key == null) {
                flaws.add(whose + ": signed by a key that is not known");
                return null;
            }
            var check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key);
            check.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            if (!header.path("alg").asString("").equals("ES256")
                    || !check.verify(decoded(parts[2]))) {
                flaws.add(whose + ": the signature is wrong");
                return null;
            }
            return JSON.readTree(decoded(parts[1]));
        } catch (GeneralSecurityException | JacksonException | IllegalArgumentException damaged) {
            flaws.add(whose + ": the statement is damaged");
            return null;
        }
    }

    /** Base64url has bits at its end that mean nothing: they must be as they were written. */
    private static byte[] decoded(String text) {
        var bytes = Base64.getUrlDecoder().decode(text);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("Not as it was written");
        }
        return bytes;
    }

    private static String thumbprint(JsonNode key) throws GeneralSecurityException {
        publicKey(key);
        var canonical =
                "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                        .formatted(key.path("x").asString(""), key.path("y").asString(""));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8)));
    }

    private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
        if (!key.path("kty").asString("").equals("EC")
                || !key.path("crv").asString("").equals("P-256")) {
            throw new IllegalArgumentException("No key of P-256");
        }
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(number(key.path("x")), number(key.path("y"))),
                                curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, decoded(text.asString("")));
    }
}
