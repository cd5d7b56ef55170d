package io.pondcrm.segmentation.definition.domain;

import java.time.Instant;

/**
 * One version of what customers are judged by: a model, a scheme. A value that never changes.
 *
 * @param <D> itself
 */
public interface Definition<D extends Definition<D>> {

    /** The same in all its versions. */
    String id();

    /** Counts from 1. */
    int version();

    /** The same under another version number. */
    D as(int number);

    /** Whether the first version also tells of the time before it was published. */
    default boolean speaksForBefore() {
        return true;
    }

    /** Whether only a simulation makes it fit to be published. */
    default boolean needsSimulation() {
        return false;
    }

    /** As a caller wrote it, without what a simulation or the time in force adds. */
    default D asWritten() {
        return itself();
    }

    /** As it is in force from a moment on, where something in it begins then. */
    default D inForceFrom(Instant at) {
        return itself();
    }

    @SuppressWarnings("unchecked")
    private D itself() {
        return (D) this;
    }
}
