package io.pondcrm.feedback.calendar;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.calendar.domain.Calendars;
import io.pondcrm.feedback.calendar.domain.StoredCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All calendars. A version never changes, so those read last are kept in memory. */
@Component
class MongoCalendars implements Calendars {

    /** How many versions of one calendar are kept: all of them, so there can be no more. */
    static final int MAX_VERSIONS = 200;

    private static final int KEPT = 256;

    private record Key(String id, long version) {}

    /** The versions of a calendar before the one it has now. */
    @org.springframework.data.mongodb.core.mapping.Document("business_calendars")
    record PastVersions(@Id String id, @Nullable List<CalendarDocument.Version> past) {}

    private final MongoOperations mongo;
    private final Map<Key, BusinessCalendar> kept =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, BusinessCalendar> eldest) {
                    return size() > KEPT;
                }
            };

    MongoCalendars(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<StoredCalendar> find(String id) {
        return document(id).map(CalendarDocument::toDomain);
    }

    @Override
    public BusinessCalendar get(String id, int version) {
        var key = new Key(id, version);
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        var calendar = read(key);
        synchronized (kept) {
            kept.put(key, calendar);
        }
        return calendar;
    }

    private BusinessCalendar read(Key key) {
        var now = document(key.id()).filter(it -> it.version() == key.version());
        if (now.isPresent()) {
            return now.get().calendar();
        }
        var versions = mongo.findById(key.id(), PastVersions.class);
        var past = versions == null ? null : versions.past();
        return (past == null ? List.<CalendarDocument.Version>of() : past)
                .stream()
                        .filter(it -> it.version() == key.version())
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException(key.toString()))
                        .calendar();
    }

    Optional<CalendarDocument> document(String id) {
        return Optional.ofNullable(mongo.findById(id, CalendarDocument.class));
    }

    void insert(CalendarDocument document) {
        mongo.insert(document);
    }

    /**
     * @return false if the calendar has moved on since it was seen
     */
    boolean replace(CalendarDocument seen, CalendarDocument now) {
        return mongo.updateFirst(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                new Update()
                                        .inc("version", 1)
                                        .set("name", now.name())
                                        .set("zone", now.zone())
                                        .set("week", now.week())
                                        .set("exceptions", now.exceptions())
                                        .set("updatedAt", now.updatedAt())
                                        .push("past", stored(seen.asVersion())),
                                CalendarDocument.class)
                        .getMatchedCount()
                == 1;
    }

    private Document stored(CalendarDocument.Version version) {
        var document = new Document();
        mongo.getConverter().write(version, document);
        document.remove("_class");
        return document;
    }
}
