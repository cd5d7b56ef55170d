package io.pondcrm.segmentation.benefit.domain;

import java.time.Instant;

/** Every way an attempt to end a grant can end. */
public sealed interface Ending {

    /** The benefit with the grant ended; without it, if it had not begun yet. */
    record Ended(Benefit benefit) implements Ending {}

    /** It was over before. */
    record OverAlready(Instant since) implements Ending {}

    /** The benefit has no such grant. */
    record NoSuchGrant() implements Ending {}
}
