package io.pondcrm.segmentation.facts.domain;

/**
 * Where one use of one channel stands.
 *
 * @param sequence version of the document that said so; the largest one seen is kept
 */
public record ConsentState(long sequence, String purpose, String channel, boolean granted) {

    /** Names what was consented to, such as {@code marketing/email}. */
    public String key() {
        return purpose + "/" + channel;
    }
}
