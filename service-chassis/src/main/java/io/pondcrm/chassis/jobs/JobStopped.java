package io.pondcrm.chassis.jobs;

/** Ends an attempt at a job: it is not this thread's any more. Let it through. */
public final class JobStopped extends RuntimeException {

    /** Why an attempt ends before its work does. */
    enum Reason {
        /** Another instance may have taken over. */
        LEASE_LOST,
        CANCELLED,
        INSTANCE_STOPS
    }

    private final Reason reason;

    JobStopped(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
