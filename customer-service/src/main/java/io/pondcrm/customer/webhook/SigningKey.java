package io.pondcrm.customer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What calls to one receiver are signed with: a secret that both sides hold ({@code v1},
 * HMAC-SHA-256), and a key pair of which the receiver needs the public half only ({@code v1a},
 * Ed25519).
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0</a>
 */
final class SigningKey {

    private static final String SECRET_PREFIX = "whsec_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int SECRET_BYTES = 32;
    private static final int RAW_PUBLIC_BYTES = 32;

    private final byte[] secret;
    private final byte[] privateKey;
    private final byte[] publicKey;

    private SigningKey(byte[] secret, byte[] privateKey, byte[] publicKey) {
        this.secret = secret;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new one. */
    static SigningKey generate(SecureRandom random) {
        try {
            var secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            var generator = KeyPairGenerator.getInstance("Ed25519");
            var pair = generator.generateKeyPair();
            var encoded = pair.getPublic().getEncoded();
            // RFC 8410: the key itself is the end of its encoding.
            return new SigningKey(
                    secret,
                    pair.getPrivate().getEncoded(),
                    Arrays.copyOfRange(encoded, encoded.length - RAW_PUBLIC_BYTES, encoded.length));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Ed25519 is missing", missing);
        }
    }

    /** For a secret that both sides know already; it signs {@code v1} only. */
    static SigningKey ofSecret(String whsec) {
        return new SigningKey(
                Base64.getDecoder().decode(whsec.substring(SECRET_PREFIX.length())),
                new byte[0],
                new byte[0]);
    }

    /** All of it, to be sealed; {@link #unpack} reads it. */
    byte[] pack() {
        return ByteBuffer.allocate(SECRET_BYTES + RAW_PUBLIC_BYTES + privateKey.length)
                .put(secret)
                .put(publicKey)
                .put(privateKey)
                .array();
    }

    static SigningKey unpack(byte[] packed) {
        return new SigningKey(
                Arrays.copyOf(packed, SECRET_BYTES),
                Arrays.copyOfRange(packed, SECRET_BYTES + RAW_PUBLIC_BYTES, packed.length),
                Arrays.copyOfRange(packed, SECRET_BYTES, SECRET_BYTES + RAW_PUBLIC_BYTES));
    }

    /** The secret as the receiver is told once. */
    String secret() {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** The public key that receivers may check by instead. */
    String publicKey() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
    }

    /**
     * Signatures for the header {@code webhook-signature}, with a space between them.
     *
     * @param id the header {@code webhook-id}
     * @param at becomes the header {@code webhook-timestamp}
     */
    String sign(String id, Instant at, byte[] body) {
        var head = "%s.%d.".formatted(id, at.getEpochSecond()).getBytes(UTF_8);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(head);
            var signed = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            if (privateKey.length == 0) {
                return signed;
            }
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
            signature.update(head);
            signature.update(body);
            return signed + " v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC or Ed25519 is missing", broken);
        }
    }
}
