package io.pondcrm.customer.imports.domain;

import java.util.List;
import java.util.function.Consumer;

/** Parts of files that wait for their turn, and what was rejected of those that had it. */
public interface ImportChunks {

    /**
     * Keeps the next part of a file. Safe to repeat.
     *
     * @param number counts the file's parts from 0
     */
    void put(String job, int number, List<RawRecord> records);

    /**
     * The records of one part.
     *
     * @throws IllegalStateException if it is not there
     */
    List<RawRecord> get(String job, int number);

    /** Whether a part is still there. */
    boolean holds(String job, int number);

    /** Forgets a part that is done with, and all before it. */
    void removeUpTo(String job, int number);

    /** Forgets every part of a file that will not be read. */
    void removeAll(String job);

    /** Keeps what a lane rejected of a part, in place of what was kept before. */
    void putRejects(String job, int number, int lane, List<RejectedRecord> rejects);

    /** Calls back with everything that was rejected of a file, in the file's order. */
    void forEachReject(String job, Consumer<RejectedRecord> reject);
}
