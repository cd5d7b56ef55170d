package io.pondcrm.customer.notice;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.customer.notice.NoticePayloads.NoticeSummary;
import io.pondcrm.customer.notice.domain.PrivacyNotice;
import io.pondcrm.customer.notice.domain.PublishedNotices;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

@Component
class MongoNotices implements PublishedNotices {

    private static final String PUBLISHED_AT = "publishedAt";

    private final MongoOperations mongo;
    private final NoticeSettings settings;

    MongoNotices(MongoOperations mongo, NoticeSettings settings) {
        this.mongo = mongo;
        this.settings = settings;
    }

    Optional<PrivacyNotice> find(String version) {
        return Optional.ofNullable(mongo.findById(version, NoticeDocument.class))
                .map(NoticeDocument::toDomain);
    }

    /** False if there is a version of that name. */
    boolean insert(PrivacyNotice notice) {
        try {
            mongo.insert(NoticeDocument.of(notice));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** False if somebody else changed it in between. */
    boolean replace(PrivacyNotice notice) {
        var seen = where("_id").is(notice.version()).and("version").is(notice.revision() - 1);
        return mongo.replace(query(seen), NoticeDocument.of(notice)).getMatchedCount() == 1;
    }

    /** False if somebody else changed it in between. */
    boolean remove(PrivacyNotice draft) {
        var seen =
                where("_id")
                        .is(draft.version())
                        .and("version")
                        .is(draft.revision())
                        .and(PUBLISHED_AT)
                        .exists(false);
        return mongo.remove(query(seen), NoticeDocument.class).getDeletedCount() == 1;
    }

    Page<NoticeSummary> list(@Nullable String notice, boolean inForceOnly, PageRequest page) {
        var wanted = notice == null ? new Criteria() : where("notice").is(notice);
        var succession = succession();
        if (inForceOnly) {
            wanted = wanted.and("_id").in(succession.inForce());
        }
        return page.find(
                mongo,
                wanted,
                NoticeDocument.class,
                it -> NoticeSummary.of(it.toDomain(), succession));
    }

    /** There are a handful of notices in a year: their names and times are read together. */
    Succession succession() {
        var published = query(where(PUBLISHED_AT).exists(true));
        published.fields().include("notice", PUBLISHED_AT);
        return new Succession(
                mongo
                        .find(
                                published,
                                Document.class,
                                mongo.getCollectionName(NoticeDocument.class))
                        .stream()
                        .map(it ->
                                new Succession.Published(
                                        it.getString("_id"),
                                        it.getString("notice"),
                                        it.getDate(PUBLISHED_AT).toInstant()))
                        .toList());
    }

    @Override
    public boolean areRequired() {
        return settings.required();
    }

    @Override
    public boolean isAnyInForce() {
        return !succession().all().isEmpty();
    }

    @Override
    public Map<String, Instant> publishedAt(Collection<String> versions) {
        var found = new HashMap<String, Instant>();
        for (var it : succession().all()) {
            if (versions.contains(it.version())) {
                found.put(it.version(), it.at());
            }
        }
        return found;
    }
}
