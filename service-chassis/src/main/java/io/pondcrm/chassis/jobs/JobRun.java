package io.pondcrm.chassis.jobs;

import java.util.Map;

/** One attempt at a job. Used by the thread that it was given to. */
public interface JobRun {

    /** The job's id. */
    String id();

    /** What was submitted, as JSON has it: whole numbers as Integer or Long, instants as texts. */
    Map<String, Object> params();

    /** What was saved last, by this attempt or one before; empty at first. */
    Map<String, Object> checkpoint();

    /** The counters that were saved last; empty at first. */
    Map<String, Long> counters();

    /** One of the counters that were saved last; 0 if it was not among them. */
    default long counter(String name) {
        return counters().getOrDefault(name, 0L);
    }

    /**
     * Tells how far it is. Cheap: callers see it after the next save or heartbeat.
     *
     * @param total 0 if nobody knows
     */
    void progress(long done, long total);

    /**
     * Keeps checkpoint and counters together in one write, so that counting goes on where the work
     * does.
     *
     * @param checkpoint small, as JSON has it
     * @param counters their values now, not what was added
     * @throws JobStopped if another instance has taken over, the job is cancelled, or this instance
     *     stops. Nothing was saved only in the first case
     */
    void save(Map<String, ?> checkpoint, Map<String, Long> counters);

    /**
     * Asks whether to go on, between saves.
     *
     * @throws JobStopped if not
     */
    void check();

    /** Says where the result can be read; kept with the next save or the end. */
    void resultAt(String url);

    /** Says where rejected rows can be read; kept with the next save or the end. */
    void rejectsAt(String url);
}
