package io.pondcrm.chassis.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Finds sealed values by equality: the same value of the same field has the same token, and only
 * who holds the index key can make it. HMAC-SHA-256, cut to 96 bits: among a hundred million values
 * two share a token with a probability below 10⁻¹². Safe for use by many threads.
 */
public final class BlindIndex {

    private static final int BYTES = 12;

    private final PrfSet prf;

    BlindIndex(PrfSet prf) {
        this.prf = prf;
    }

    /**
     * The token of a value: 16 characters, fit for URLs.
     *
     * @param field what the value is; the same value of two fields has two tokens
     * @param value normalized: who looks for it will write it in the same way
     */
    public String tokenOf(String field, String value) {
        try {
            return Base64.getUrlEncoder()
                    .encodeToString(
                            prf.computePrimary((field + '\0' + value).getBytes(UTF_8), BYTES));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", broken);
        }
    }
}
