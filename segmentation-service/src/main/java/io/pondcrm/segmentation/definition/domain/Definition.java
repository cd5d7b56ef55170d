package io.pondcrm.segmentation.definition.domain;

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
}
