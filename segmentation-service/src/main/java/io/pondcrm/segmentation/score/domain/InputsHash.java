package io.pondcrm.segmentation.score.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names what a score was computed from: equal inputs give an equal hash. */
public final class InputsHash {

    private InputsHash() {}

    /**
     * @param inputs all inputs, written down in one way only
     * @return for example {@code sha256:9f86d0…}
     */
    public static String of(CharSequence inputs) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(
                                                    inputs.toString()
                                                            .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java has SHA-256", absent);
        }
    }
}
