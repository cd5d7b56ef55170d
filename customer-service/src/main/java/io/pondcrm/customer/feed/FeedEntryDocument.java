package io.pondcrm.customer.feed;

import io.pondcrm.customer.feed.domain.FeedEntry;
import io.pondcrm.customer.feed.domain.FeedNews;
import io.pondcrm.customer.feed.domain.FeedType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an entry lies in MongoDB.
 *
 * @param sequence its place
 * @param eventId no two entries have the same
 * @param at when it was put there
 */
@Document(FeedEntryDocument.COLLECTION)
@TypeAlias("feedEntry")
record FeedEntryDocument(
        @Id long sequence,
        String eventId,
        FeedType type,
        String customerId,
        List<String> systems,
        Instant time,
        Instant at,
        Map<String, String> data) {

    static final String COLLECTION = "feed_entries";

    static FeedEntryDocument of(long sequence, FeedNews news, Instant at) {
        return new FeedEntryDocument(
                sequence,
                news.id(),
                news.type(),
                news.customer(),
                List.copyOf(news.systems()),
                news.time(),
                at,
                news.data());
    }

    FeedEntry toDomain() {
        return new FeedEntry(
                sequence,
                at,
                new FeedNews(eventId, type, customerId, Set.copyOf(systems), time, data));
    }
}
