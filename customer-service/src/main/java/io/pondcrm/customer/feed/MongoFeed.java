package io.pondcrm.customer.feed;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedEntry;
import io.pondcrm.customer.feed.domain.FeedNews;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.feed.domain.FeedType;
import io.pondcrm.customer.feed.domain.FeedView;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The place of an entry is its {@code _id}. Whoever appends inserts in order, beginning behind the
 * last place: of two who do so at once, one meets the other's {@code _id} and goes on behind it. So
 * an entry is there only if the one before it is, and nobody ever puts one in front of another,
 * without a lease and whoever crashes.
 */
@Component
class MongoFeed implements Feed, InitializingBean {

    private static final int DUPLICATE_KEY = 11_000;
    private static final int ATTEMPTS = 1_000;
    private static final int PART = 1_000;

    /** How many entries one reading looks at, where a view shows few of them. */
    private static final int MOST_EXAMINED = 10_000;

    private static final String STATE = "feed_state";
    private static final String REMOVED = "removedUpTo";

    private final MongoOperations mongo;
    private final FeedHead head;
    private final Transfers transfers;
    private final Clock clock;
    private final ReentrantLock appending = new ReentrantLock();

    MongoFeed(MongoOperations mongo, FeedHead head, Transfers transfers, Clock clock) {
        this.mongo = mongo;
        this.head = head;
        this.transfers = transfers;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        var entries = mongo.getCollection(FeedEntryDocument.COLLECTION);
        entries.createIndex(Indexes.ascending("eventId"), new IndexOptions().unique(true));
        entries.createIndex(Indexes.ascending("systems", "_id"));
        entries.createIndex(Indexes.ascending("at", "_id"));
    }

    @Override
    public void append(List<FeedNews> news) {
        // One at a time here; only other instances can get in between.
        appending.lock();
        try {
            var left = withoutThoseThere(news);
            for (var attempt = 0; !left.isEmpty(); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new OptimisticLockingFailureException(
                            "Others wrote into the feed %d times running".formatted(ATTEMPTS));
                }
                var last = head.read();
                var stored = insert(last, left);
                head.movedTo(last + stored);
                left = withoutThoseThere(left.subList(stored, left.size()));
            }
        } finally {
            appending.unlock();
        }
    }

    /** How many of them are at their places behind the last one. */
    private int insert(long last, List<FeedNews> news) {
        var now = clock.instant();
        var documents = new ArrayList<Document>(news.size());
        for (var one : news) {
            var document = new Document();
            var sequence = last + documents.size() + 1;
            mongo.getConverter().write(FeedEntryDocument.of(sequence, one, now), document);
            documents.add(document);
        }
        return Objects.requireNonNull(
                mongo.execute(
                        FeedEntryDocument.class,
                        entries -> {
                            try {
                                entries.insertMany(
                                        documents, new InsertManyOptions().ordered(true));
                                return documents.size();
                            } catch (MongoBulkWriteException partly) {
                                var errors = partly.getWriteErrors();
                                if (partly.getWriteConcernError() != null
                                        || errors.isEmpty()
                                        || errors.getFirst().getCode() != DUPLICATE_KEY) {
                                    throw partly;
                                }
                                return errors.getFirst().getIndex();
                            }
                        }));
    }

    private List<FeedNews> withoutThoseThere(List<FeedNews> news) {
        if (news.isEmpty()) {
            return news;
        }
        var once = new LinkedHashMap<String, FeedNews>();
        news.forEach(it -> once.putIfAbsent(it.id(), it));
        var there = query(where("eventId").in(once.keySet()));
        there.fields().include("eventId");
        var known = new HashSet<String>();
        mongo.find(there, Document.class, FeedEntryDocument.COLLECTION)
                .forEach(it -> known.add(it.getString("eventId")));
        once.keySet().removeAll(known);
        return List.copyOf(once.values());
    }

    @Override
    public long head() {
        return head.read();
    }

    @Override
    public long removedUpTo() {
        var state = mongo.findById("feed", Document.class, STATE);
        return state == null ? 0 : state.get(REMOVED, 0L);
    }

    @Override
    public FeedReading read(FeedView view, long after, int most) {
        // Read first: all up to there can be seen from now on.
        var last = head.read();
        if (after > last) {
            return new FeedReading.Unknown(last);
        }
        var found = new ArrayList<FeedEntry>();
        var position = after;
        var isWhole = false;
        for (var examined = 0;
                !isWhole && found.size() < most && examined < MOST_EXAMINED;
                examined += PART) {
            var rows =
                    mongo.find(
                            visible(view, position).with(Sort.by("_id")).limit(PART),
                            FeedEntryDocument.class);
            for (var row : rows) {
                if (found.size() == most) {
                    break;
                }
                position = row.sequence();
                var entry = row.toDomain();
                if (view.shows(entry)) {
                    found.add(entry);
                }
            }
            isWhole = rows.size() < PART && (rows.isEmpty() || position == lastOf(rows));
        }
        if (isWhole) {
            position = Math.max(position, last);
        }
        // Asked last: what is taken away meanwhile was told before.
        var removed = removedUpTo();
        return after < removed
                ? new FeedReading.TooOld(removed + 1)
                : part(view, found, position, isWhole);
    }

    /** Asked whenever it is read: what a customer allowed once may be told no longer. */
    private FeedReading part(FeedView view, List<FeedEntry> found, long position, boolean isWhole) {
        var concerned = new HashSet<CustomerId>();
        if (view.system() != null) {
            found.stream()
                    .filter(it -> it.news().type() != FeedType.CUSTOMER_ERASED)
                    .forEach(it -> CustomerId.find(it.news().customer()).ifPresent(concerned::add));
        }
        if (concerned.isEmpty() || view.system() == null) {
            return new FeedReading.Part(found, List.of(), position, isWhole);
        }
        var refused = transfers.refused(view.system(), Transfers.Way.CHANGE_FEED, concerned);
        var told = new ArrayList<FeedEntry>(found.size());
        var withheld = new ArrayList<FeedEntry>();
        for (var entry : found) {
            var isRefused =
                    entry.news().type() != FeedType.CUSTOMER_ERASED
                            && refused.containsKey(new CustomerId(entry.news().customer()));
            (isRefused ? withheld : told).add(entry);
        }
        return new FeedReading.Part(told, withheld, position, isWhole);
    }

    private static long lastOf(List<FeedEntryDocument> rows) {
        return rows.getLast().sequence();
    }

    private static Query visible(FeedView view, long after) {
        var behind = where("_id").gt(after);
        return query(
                view.system() == null
                        ? behind
                        : where("systems").is(view.system()).and("_id").gt(after));
    }

    @Override
    public Optional<FeedEntry> find(long sequence) {
        return Optional.ofNullable(mongo.findById(sequence, FeedEntryDocument.class))
                .map(FeedEntryDocument::toDomain);
    }

    @Override
    public long previous(FeedView view, long sequence) {
        var types = where("type").in(view.types()).and("_id").lt(sequence);
        var wanted = view.system() == null ? types : types.and("systems").is(view.system());
        var last =
                mongo.findOne(
                        query(wanted).with(Sort.by(Sort.Direction.DESC, "_id")),
                        FeedEntryDocument.class);
        return last == null ? 0 : last.sequence();
    }

    @Override
    public long lastBefore(Instant moment) {
        var first =
                mongo.findOne(
                        query(where("at").gte(moment)).with(Sort.by("at", "_id")),
                        FeedEntryDocument.class);
        return first == null ? head.read() : first.sequence() - 1;
    }

    @Override
    public long awaitBeyond(long position, Duration longest) throws InterruptedException {
        return head.awaitBeyond(position, longest);
    }

    /**
     * Takes away what was put into the feed before a moment, but never the last entry: the next one
     * has its place behind it.
     *
     * @return whether there may be more of it
     */
    boolean removeBefore(Instant moment) {
        var last = head.read();
        var oldest =
                mongo.find(new Query().with(Sort.by("_id")).limit(PART), FeedEntryDocument.class);
        var upTo = 0L;
        for (var entry : oldest) {
            if (entry.sequence() == last || !entry.at().isBefore(moment)) {
                break;
            }
            upTo = entry.sequence();
        }
        if (upTo == 0) {
            return false;
        }
        // Told first: nobody may take half of it for all there was.
        mongo.upsert(query(where("_id").is("feed")), new Update().max(REMOVED, upTo), STATE);
        mongo.remove(query(where("_id").lte(upTo)), FeedEntryDocument.class);
        return upTo == oldest.getLast().sequence();
    }
}
