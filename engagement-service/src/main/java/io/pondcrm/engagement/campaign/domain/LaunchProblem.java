package io.pondcrm.engagement.campaign.domain;

import java.time.Instant;

/**
 * What stood in a launch's way.
 *
 * @param at when that was found
 */
public record LaunchProblem(Cause cause, Instant at) {

    /** What can stand in a launch's way. */
    public enum Cause {
        /** Nobody is in the segment, or there is no such segment: trying again does not help. */
        AUDIENCE_EMPTY,
        /** Segmentation-service did not say who is in the segment. */
        SEGMENTS_AWAY,
        /** A failure of our own, or of our store. */
        BROKE_OFF,
        /** Somebody cancelled the job that launches. */
        CANCELLED;

        /** Whether it stays so, however often it is tried again at once. */
        public boolean isFinal() {
            return this == AUDIENCE_EMPTY;
        }
    }
}
