package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Interner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * A packed copy of every customer, so that a predicate can be tried on all of them while somebody
 * waits. It is brought up to what the store holds before each use, by the mark that every write
 * leaves; where there are more customers than the memory is for, there is no copy and the store is
 * read instead.
 */
@Component
class CustomersInMemory extends Sweeper {

    /** A little more than was measured: 707, where 260,000 customers have 5.5 purchases each. */
    private static final long BYTES = 750;

    private static final int PART = 500;
    private static final int MARKS = 2_000;

    /** Clocks of instances differ, and a write lands some time after its mark was drawn. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final MongoOperations mongo;
    private final Ids ids;
    private final long most;
    private final ConcurrentNavigableMap<String, Known> customers = new ConcurrentSkipListMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();
    private Interner interner = new Interner();
    private int count;

    /** Every write marked before it is in the copy; null while the copy isn't whole. */
    private volatile @Nullable UUID upTo;

    CustomersInMemory(MongoOperations mongo, Ids ids, StandingSettings settings) {
        super("customers-in-memory", settings.memoryInterval());
        this.mongo = mongo;
        this.ids = ids;
        this.most = Runtime.getRuntime().maxMemory() / 100 * settings.memoryPercent() / BYTES;
    }

    /**
     * One customer as stored.
     *
     * @param mark of the write that left the customer so; null where it left none
     * @param segments what the customer was last found to be in
     * @param reviewAt when time alone changes something; null for never
     */
    record Known(
            @Nullable UUID mark,
            CustomerFacts facts,
            @Nullable AbcPlacement abc,
            Set<InSegment> segments,
            @Nullable Instant reviewAt) {}

    /** Being in a segment by a version of its definition. */
    record InSegment(String segment, long version) {}

    /**
     * Brings the copy up to all writes that ended before this call.
     *
     * @return false where there is no copy, or not yet
     */
    boolean refresh() {
        if (upTo == null) {
            return false;
        }
        refreshing.lock();
        try {
            catchUp(Long.MAX_VALUE);
            return upTo != null;
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Like {@link #refresh()}, for somebody who waits: while more was written at once than can be
     * read in this time, some customers are still as they were a moment ago.
     *
     * @return false where there is no copy, or not yet
     */
    boolean refreshWithin(Duration patience) {
        if (upTo == null) {
            return false;
        }
        var begun = System.nanoTime();
        try {
            if (refreshing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    catchUp(patience.toNanos() - (System.nanoTime() - begun));
                } finally {
                    refreshing.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return upTo != null;
    }

    /** Whether there is a copy to walk over. */
    boolean isWhole() {
        return upTo != null;
    }

    /**
     * The next customers in the order of their ids, as of the last {@link #refresh}, but those
     * about whom nothing may be concluded.
     *
     * @param after the last one of the page before; null for the first page
     */
    List<Known> listAfter(@Nullable CustomerId after, int limit) {
        var rest = after == null ? customers : customers.tailMap(after.value(), false);
        var page = new ArrayList<Known>(limit);
        for (var known : rest.values()) {
            if (known.facts.isStopped()) {
                continue;
            }
            page.add(known);
            if (page.size() == limit) {
                break;
            }
        }
        return page;
    }

    @Override
    protected boolean sweep() {
        if (!refresh() && mongo.estimatedCount(StandingDocument.class) <= most) {
            refreshing.lock();
            try {
                load();
            } finally {
                refreshing.unlock();
            }
        }
        return false;
    }

    private void load() {
        forgetAll();
        var begun = ids.next();
        var after = "";
        while (true) {
            var query = query(where("_id").gt(after)).with(Sort.by("_id")).limit(PART);
            var part = mongo.find(query, StandingDocument.class);
            if (part.isEmpty()) {
                break;
            }
            part.forEach(this::keep);
            after = part.getLast().id();
            if (count > most) {
                forgetAll();
                return;
            }
        }
        upTo = begun;
    }

    /**
     * @param nanos after which the rest is left to the next time
     */
    private void catchUp(long nanos) {
        var from = upTo;
        if (from == null) {
            return;
        }
        var started = System.nanoTime();
        var begun = ids.next();
        var stale = staleSince(earlier(from).toString());
        for (var first = 0; first < stale.size(); first += PART) {
            if (System.nanoTime() - started > nanos) {
                return;
            }
            var part = stale.subList(first, Math.min(stale.size(), first + PART));
            mongo.find(query(where("_id").in(part)), StandingDocument.class).forEach(this::keep);
        }
        if (count > mongo.estimatedCount(StandingDocument.class)) {
            forgetErased();
        }
        upTo = begun;
        if (count > most) {
            forgetAll();
        }
    }

    /** Who was written since a mark and isn't here as written. */
    private List<String> staleSince(String from) {
        var stale = new ArrayList<String>();
        var mark = new UUID(0, 0);
        var marked = marked(where(StandingDocument.MARK).gt(from));
        while (!marked.isEmpty()) {
            for (var document : marked) {
                mark = UUID.fromString(document.getString(StandingDocument.MARK));
                var known = customers.get(document.getString("_id"));
                if (known == null || !mark.equals(known.mark)) {
                    stale.add(document.getString("_id"));
                }
            }
            // One mark is left by all writes of a round trip.
            marked =
                    marked(
                            where(StandingDocument.MARK)
                                    .is(mark.toString())
                                    .and("_id")
                                    .gt(marked.getLast().getString("_id")));
            if (marked.isEmpty()) {
                marked = marked(where(StandingDocument.MARK).gt(mark.toString()));
            }
        }
        return stale;
    }

    /** Asks for nothing that isn't in the index. */
    private List<Document> marked(Criteria criteria) {
        var query = query(criteria).with(Sort.by(StandingDocument.MARK, "_id")).limit(MARKS);
        query.fields().include("_id", StandingDocument.MARK);
        return mongo.find(query, Document.class, MongoStandings.COLLECTION);
    }

    /** Erased customers leave no mark; that there are fewer tells. */
    private void forgetErased() {
        var query = new Query();
        query.fields().include("_id");
        var there = new HashSet<String>();
        for (var document : mongo.find(query, Document.class, MongoStandings.COLLECTION)) {
            there.add(document.getString("_id"));
        }
        customers.keySet().removeIf(id -> !there.contains(id));
        count = customers.size();
    }

    private void forgetAll() {
        upTo = null;
        customers.clear();
        interner = new Interner();
        count = 0;
    }

    private void keep(StandingDocument document) {
        var segments = new HashSet<InSegment>();
        for (var segment : document.segments()) {
            segments.add(interner.intern(new InSegment(segment.id(), segment.version())));
        }
        var facts = document.facts().packed(interner);
        var abc = document.abc();
        var mark = document.changedBy();
        var known =
                new Known(
                        mark == null ? null : UUID.fromString(mark),
                        facts,
                        abc == null ? null : abc.toDomain(),
                        interner.intern(Set.copyOf(segments)),
                        document.reviewAt());
        if (customers.put(facts.customer().value(), known) == null) {
            count++;
        }
    }

    private static UUID earlier(UUID mark) {
        var millis = (mark.getMostSignificantBits() >>> 16) - OVERLAP.toMillis();
        return new UUID(millis << 16, 0);
    }
}
