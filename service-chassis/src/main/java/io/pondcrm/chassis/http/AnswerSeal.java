package io.pondcrm.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.http.IdempotencyClaim.Answer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps answers so that only who repeats the request can read them: the key of AES-256-GCM is made
 * from the caller's {@code Idempotency-Key}, of which the store has a hash only. It hides as well
 * as callers choose their keys: a random UUID can't be guessed.
 */
final class AnswerSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    AnswerSeal(String clientId, String idempotencyKey) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(idempotencyKey.getBytes(UTF_8), "HmacSHA256"));
            key =
                    new SecretKeySpec(
                            mac.doFinal(("pond answer: " + clientId).getBytes(UTF_8)), "AES");
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA256 is missing", broken);
        }
    }

    Answer seal(Answer answer) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var hidden = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(answer.body());
            var sealed = Arrays.copyOf(nonce, nonce.length + hidden.length);
            System.arraycopy(hidden, 0, sealed, nonce.length, hidden.length);
            return new Answer(answer.status(), answer.headers(), sealed);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is missing", broken);
        }
    }

    /** The answer as it was; empty if it was sealed for another key, or changed. */
    Optional<Answer> open(Answer sealed) {
        try {
            var nonce = Arrays.copyOf(sealed.body(), NONCE_BYTES);
            var body =
                    cipher(Cipher.DECRYPT_MODE, nonce)
                            .doFinal(
                                    sealed.body(), NONCE_BYTES, sealed.body().length - NONCE_BYTES);
            return Optional.of(new Answer(sealed.status(), sealed.headers(), body));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
