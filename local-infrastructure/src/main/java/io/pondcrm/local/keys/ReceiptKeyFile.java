package io.pondcrm.local.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The file that {@code pond.erasure.receipt-key-file} names: a private key of P-256 as a JWK, by
 * which a service signs that it erased somebody.
 *
 * @param path readable by its owner only
 */
public record ReceiptKeyFile(Path path) {

    private static final int BYTES = 32;

    /** Makes the file with a fresh key if there is none; leaves one that is there as it is. */
    public ReceiptKeyFile ensure() throws IOException {
        if (!Files.exists(path)) {
            var directory = Files.createDirectories(path.toAbsolutePath().getParent());
            // Born readable by its owner only, and moved whole: never half a key.
            var made = Files.createTempFile(directory, "receipt-key", null);
            Files.writeString(made, fresh(), StandardCharsets.UTF_8);
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
        }
        return this;
    }

    private static String fresh() {
        try {
            var maker = KeyPairGenerator.getInstance("EC");
            maker.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = maker.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            return """
            {"kty":"EC","crv":"P-256","x":"%s","y":"%s","d":"%s"}\
            """
                    .formatted(
                            text(point.getAffineX()),
                            text(point.getAffineY()),
                            text(((ECPrivateKey) pair.getPrivate()).getS()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("P-256 is missing", missing);
        }
    }

    /** 32 bytes, whatever the number: shorter ones begin with zeros, and a sign is none of them. */
    private static String text(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[BYTES];
        var length = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, BYTES - length, length);
        Arrays.fill(bytes, (byte) 0);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
