package io.pondcrm.feedback.calendar.domain;

import java.time.Instant;

/** When a span of business time is over. */
public sealed interface Deadline {

    record Due(Instant at) implements Deadline {}

    /** Further ahead than anything is promised: so little is worked in this calendar. */
    record BeyondHorizon(Instant horizon) implements Deadline {}
}
