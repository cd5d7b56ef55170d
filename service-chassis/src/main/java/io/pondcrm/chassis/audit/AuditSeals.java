package io.pondcrm.chassis.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals entries by HMAC-SHA-256 (RFC 2104) over the seal before, the number and the entry: who can
 * write to the store but lacks the key can neither make an entry nor move one.
 */
final class AuditSeals {

    private static final String ALGORITHM = "HmacSHA256";

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /**
     * @param keys the one to seal with, then those that sealed earlier entries
     */
    AuditSeals(List<byte[]> keys) {
        for (var key : keys) {
            this.keys.put(nameOf(key), new SecretKeySpec(key, ALGORITHM));
        }
    }

    /** The name of the key that seals now. */
    String current() {
        return keys.keySet().iterator().next();
    }

    boolean knows(String key) {
        return keys.containsKey(key);
    }

    /**
     * @param before the seal of the entry before; empty for the first
     * @return empty where the key is not known here
     */
    Optional<String> seal(String key, String before, long number, AuditEntry entry) {
        return mac(
                key,
                before.getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
                entry.canonical());
    }

    /** Seals where the chain ends, so that nobody shortens it. */
    Optional<String> sealOfHead(String key, long number, String seal) {
        return mac(key, ("head " + number + " " + seal).getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<String> mac(String name, byte[]... parts) {
        var key = keys.get(name);
        if (key == null) {
            return Optional.empty();
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : parts) {
                mac.update(part);
            }
            return Optional.of(HexFormat.of().formatHex(mac.doFinal()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, missing);
        }
    }

    /** The key's own fingerprint: says which key it was, and nothing about it. */
    private static String nameOf(byte[] key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
