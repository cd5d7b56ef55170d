package io.pondcrm.customer.feed.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that happened, as partners hear of it: names of things and no personal data.
 *
 * @param id the event's: the same event is one entry of the feed, however often it arrives
 * @param customer the customer's id
 * @param systems the partner systems that may hear of it
 * @param time when it was decided
 * @param data what it says, by name, as text
 */
public record FeedNews(
        String id,
        FeedType type,
        String customer,
        Set<String> systems,
        Instant time,
        Map<String, String> data) {

    public FeedNews {
        systems = Collections.unmodifiableSet(new TreeSet<>(systems));
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }
}
