package io.pondcrm.chassis.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs cursors with HMAC-SHA256 and hides what they say: a cursor stands in URLs, and the value
 * that a list is sorted by may be personal.
 *
 * <p>The signature doubles as the nonce of AES-GCM, as in SIV modes (RFC 5297): the same position
 * gives the same cursor, and a nonce repeats only with the same text.
 */
final class CursorSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec signing;
    private final SecretKeySpec hiding;

    CursorSeal(byte[] secret) {
        signing =
                new SecretKeySpec(hmac(secret, "pond cursor: sign".getBytes(UTF_8)), "HmacSHA256");
        hiding = new SecretKeySpec(hmac(secret, "pond cursor: hide".getBytes(UTF_8)), "AES");
    }

    /**
     * @param binding what the list is of: the cursor opens with the very same only
     */
    String seal(String binding, String position) {
        var nonce =
                Arrays.copyOf(
                        hmac(signing.getEncoded(), (binding + "\0" + position).getBytes(UTF_8)),
                        NONCE_BYTES);
        try {
            var hidden =
                    cipher(Cipher.ENCRYPT_MODE, nonce, binding).doFinal(position.getBytes(UTF_8));
            var sealed = Arrays.copyOf(nonce, nonce.length + hidden.length);
            System.arraycopy(hidden, 0, sealed, nonce.length, hidden.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is missing", broken);
        }
    }

    /** The position, if this seal made the cursor for this binding. */
    Optional<String> open(String binding, String cursor) {
        try {
            var sealed = Base64.getUrlDecoder().decode(cursor);
            if (sealed.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            var position =
                    cipher(Cipher.DECRYPT_MODE, nonce, binding)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(position, UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String binding) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, hiding, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(binding.getBytes(UTF_8));
        return cipher;
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA256 is missing", broken);
        }
    }
}
