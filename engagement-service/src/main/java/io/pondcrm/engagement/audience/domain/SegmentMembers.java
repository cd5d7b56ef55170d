package io.pondcrm.engagement.audience.domain;

import org.jspecify.annotations.Nullable;

/** Who is in which segment, as segmentation-service, which owns that, says at this moment. */
public interface SegmentMembers {

    /**
     * Asks for a part of a segment's members. Whoever is in the segment from the first question to
     * the last is in one of the parts, and only one. Waits a bounded time, retries included.
     *
     * @param cursor where the part before said that this one begins; null for the first
     * @param limit how many at most, 1 to 1,000
     */
    MembersAnswer ask(String segment, @Nullable String cursor, int limit);
}
