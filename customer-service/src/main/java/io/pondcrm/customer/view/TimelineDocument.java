package io.pondcrm.customer.view;

import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an entry of a timeline lies in MongoDB.
 *
 * @param id the event's id
 */
@Document("timeline")
@TypeAlias("timeline")
record TimelineDocument(
        @Id String id,
        String customerId,
        Instant at,
        String type,
        String category,
        String source,
        Map<String, String> details) {

    static TimelineDocument of(TimelineEntry entry) {
        return new TimelineDocument(
                entry.id(),
                entry.customer().value(),
                entry.at(),
                entry.type(),
                entry.category(),
                entry.source(),
                entry.details());
    }

    TimelineEntry toDomain() {
        return new TimelineEntry(
                id, new CustomerId(customerId), at, type, source, new TreeMap<>(details));
    }
}
