package io.pondcrm.chassis.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * One subject's own key. What it seals opens for the same subject and field only: AES-256-GCM with
 * both, and the version of the key, as associated data. Safe for use by many threads; not to be
 * kept longer than the work at hand.
 */
public final class SubjectKey {

    /** Stands in front of what is sealed. */
    private static final byte VERSION = 1;

    private final String subject;
    private final Aead aead;

    SubjectKey(String subject, byte[] key) {
        this.subject = subject;
        try {
            this.aead = new AesGcmJce(key);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("No AES key: " + subject, broken);
        }
    }

    /**
     * Encrypts a value.
     *
     * @param field where it is going to lie
     */
    public byte[] seal(String field, byte[] value) {
        try {
            var hidden = aead.encrypt(value, context(field));
            var sealed = new byte[hidden.length + 1];
            sealed[0] = VERSION;
            System.arraycopy(hidden, 0, sealed, 1, hidden.length);
            return sealed;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM is missing", broken);
        }
    }

    /**
     * Decrypts a value.
     *
     * @throws IllegalStateException if it was not sealed with this key for this field, or has been
     *     changed since
     */
    public byte[] open(String field, byte[] sealed) {
        try {
            if (sealed.length == 0 || sealed[0] != VERSION) {
                throw new GeneralSecurityException("Another version of the key");
            }
            return aead.decrypt(Arrays.copyOfRange(sealed, 1, sealed.length), context(field));
        } catch (GeneralSecurityException notOurs) {
            throw new IllegalStateException(
                    "%s of %s does not open: moved, changed, or sealed with another key"
                            .formatted(field, subject),
                    notOurs);
        }
    }

    private byte[] context(String field) {
        return (subject + "/" + field + "/" + VERSION).getBytes(UTF_8);
    }
}
