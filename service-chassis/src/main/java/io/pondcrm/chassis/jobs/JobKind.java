package io.pondcrm.chassis.jobs;

/**
 * One kind of long work. A bean of this type is enough: instances of the service take its jobs as
 * they have room.
 */
public interface JobKind {

    /** The stable name under which jobs are submitted, for example {@code customer-import}. */
    String name();

    /** How many jobs of this kind one instance works on at once. */
    default int parallelism() {
        return 1;
    }

    /**
     * Does the work, from the checkpoint on if there is one. It is called again, on any instance,
     * when the one before crashed, stopped or failed; what was done since the last {@link
     * JobRun#save} is then done a second time and must come to the same.
     *
     * @throws io.pondcrm.chassis.basics.ProblemException if the work can't be done and trying again
     *     would not help: the job fails with this problem
     * @throws JobStopped from the run, to be let through
     * @throws Exception for everything else: the job is tried again later, five times without
     *     progress at most
     */
    void run(JobRun run) throws Exception;
}
