package io.pondcrm.chassis.access;

import java.util.Collection;
import java.util.stream.Stream;

/** What one feature keeps of people, and how it is told to them. */
public interface Collector {

    /**
     * What it is, as the person reads it: {@code transactions}, for example. Where an {@link
     * io.pondcrm.chassis.erasure.Eraser} throws the same away, it has the same name. No two have
     * one name.
     */
    String collects();

    /** Where all of it comes from. */
    Origin origin();

    /**
     * All that is kept under these ids, unsealed and unmasked: records or maps that are written as
     * JSON objects, with ids, moments and amounts as text.
     *
     * @param ids of one person
     * @return empty if nothing is there; closed by the caller
     */
    Stream<?> records(Collection<String> ids);
}
