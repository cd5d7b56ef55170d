package io.pondcrm.chassis.test;

/**
 * A token that must open nothing.
 *
 * @param kind how it was forged, for the name of a test
 */
public record ForgedToken(String kind, String token) {

    @Override
    public String toString() {
        return kind;
    }
}
