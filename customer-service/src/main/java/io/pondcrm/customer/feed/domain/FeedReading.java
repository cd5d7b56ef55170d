package io.pondcrm.customer.feed.domain;

import java.util.List;

/** How an attempt to read on can end. */
public sealed interface FeedReading {

    /**
     * What comes next.
     *
     * @param entries in order; may be none, though there are more
     * @param withheld those among them that the view shows, and that must not be told: their
     *     customers' data must not go there now
     * @param position where to read on: all up to here was looked at
     * @param isWhole whether nothing more was there at the beginning of this reading
     */
    record Part(List<FeedEntry> entries, List<FeedEntry> withheld, long position, boolean isWhole)
            implements FeedReading {
        public Part {
            entries = List.copyOf(entries);
            withheld = List.copyOf(withheld);
        }
    }

    /**
     * Entries behind that place are no longer kept.
     *
     * @param from the first place from which all is there
     */
    record TooOld(long from) implements FeedReading {}

    /**
     * The feed has not come that far: the place belongs to another feed.
     *
     * @param head the last place
     */
    record Unknown(long head) implements FeedReading {}
}
