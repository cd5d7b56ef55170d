package io.pondcrm.segmentation.rfm.domain;

/**
 * How much each dimension counts in the one figure and in the named group; whole numbers, so that
 * every machine computes the same.
 */
public record Weights(int recency, int frequency, int monetary) {

    /** Each counts the same. */
    public static final Weights EQUAL = new Weights(1, 1, 1);

    public Weights {
        if (recency < 0 || frequency < 0 || monetary < 0 || frequency + monetary == 0) {
            throw new IllegalArgumentException(
                    "Weights are not negative, and frequency or money counts");
        }
    }
}
