package io.pondcrm.customer.feed.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that happened, in one order that never changes: an entry comes only behind those that anybody
 * can have read, and places have no gaps.
 */
public interface Feed {

    /** Puts news at the end, in their order. What is there already stays where it is. */
    void append(List<FeedNews> news);

    /** The last place; 0 before the first entry. */
    long head();

    /** All entries up to this place are no longer kept; 0 if none was taken away. */
    long removedUpTo();

    /**
     * Reads on behind a place.
     *
     * @param after 0 for the very beginning
     * @param most how many entries at most
     */
    FeedReading read(FeedView view, long after, int most);

    /** One entry; empty if there is none, or it is no longer kept. */
    Optional<FeedEntry> find(long sequence);

    /**
     * The place of the last entry before this place that the view shows; 0 if there is none, or it
     * is no longer kept.
     */
    long previous(FeedView view, long sequence);

    /** The last place of what was put into the feed before this moment. */
    long lastBefore(Instant moment);

    /**
     * Waits until there is something behind a place.
     *
     * @return the last place, which is not behind that place if the wait was too long
     */
    long awaitBeyond(long position, Duration longest) throws InterruptedException;
}
