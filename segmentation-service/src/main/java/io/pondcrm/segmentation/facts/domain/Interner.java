package io.pondcrm.segmentation.facts.domain;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps one object of those that are equal, so that many customers share it. Safe for threads. */
public final class Interner {

    /** What is shared by few must not fill the memory that it is meant to save. */
    private static final int MOST = 50_000;

    private final ConcurrentMap<Object, Object> known = new ConcurrentHashMap<>();

    /**
     * @param value immutable
     * @return the first one that was equal; {@code value} itself where it is the first, or where
     *     too many different ones are kept already
     */
    @SuppressWarnings("unchecked")
    public <T> T intern(T value) {
        var first = known.get(value);
        if (first == null && known.size() < MOST) {
            first = known.putIfAbsent(value, value);
        }
        return first == null ? value : (T) first;
    }
}
