package io.pondcrm.segmentation.score.domain;

import io.pondcrm.kernel.Sha256;

/** Names what a score was computed from: equal inputs give an equal hash. */
public final class InputsHash {

    private InputsHash() {}

    /**
     * @param inputs all inputs, written down in one way only
     * @return for example {@code sha256:9f86d0…}
     */
    public static String of(CharSequence inputs) {
        return "sha256:" + Sha256.hex(inputs.toString());
    }
}
