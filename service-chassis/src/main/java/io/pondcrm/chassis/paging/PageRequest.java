package io.pondcrm.chassis.paging;

import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.basics.QueryFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.QueryMapper;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The page that a caller asks for with {@code limit}, {@code cursor} and {@code sort}. A controller
 * method takes it as an argument, with {@link SortedBy} if callers may choose an order.
 *
 * <p>A cursor is good for the operation, query parameters and order that it was made for; {@code
 * limit} and {@code fields} may change between pages. A list that depends on more, such as a filter
 * in the body, binds it by {@link #boundTo}.
 */
@QueryFields({"count", "cursor", "fields", "limit", "sort"})
public final class PageRequest {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 1_000;

    /** Up to where an estimate is exact. */
    static final int ESTIMATED_BEYOND = 10_000;

    /** Whether and how a caller wants to know the length of the whole list. */
    enum Count {
        NONE,
        EXACT,
        ESTIMATE
    }

    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private final int limit;
    private final Order order;
    private final @Nullable String cursor;
    private final String binding;
    private final CursorSeal seal;
    private final Count count;

    PageRequest(
            int limit,
            Order order,
            @Nullable String cursor,
            String binding,
            CursorSeal seal,
            Count count) {
        this.limit = limit;
        this.order = order;
        this.cursor = cursor;
        this.binding = binding;
        this.seal = seal;
        this.count = count;
    }

    /** The first page in the order of ids, newest first: for callers inside a service and tests. */
    public static PageRequest first(int limit) {
        return new PageRequest(
                limit, Order.NEWEST_FIRST, null, "", new CursorSeal(new byte[1]), Count.NONE);
    }

    /** How many items at most: 1 to 1,000. */
    public int limit() {
        return limit;
    }

    /**
     * @param what all else that decides which items the list has, for example {@code
     *     filter.canonical()} and whose list it is
     */
    public PageRequest boundTo(String what) {
        return new PageRequest(limit, order, cursor, binding + "\n" + what, seal, count);
    }

    /**
     * Reads the page from a collection.
     *
     * @param filter what belongs to the list; equality on the index' leading fields keeps it fast
     * @param document the collection's document type
     * @param view makes the item that callers see
     * @throws ProblemException 400 {@code cursor-mismatch} if the cursor is none of ours, or was
     *     made for another list
     */
    public <D, T> Page<T> find(
            MongoOperations mongo,
            Criteria filter,
            Class<D> document,
            Function<? super D, ? extends T> view) {
        return findTogether(mongo, filter, document, rows -> rows.stream().<T>map(view).toList());
    }

    /**
     * The same, where items need something that is best read for all of them at once.
     *
     * @param views makes the items that callers see, in the same order; it may leave some out
     */
    public <D, T> Page<T> findTogether(
            MongoOperations mongo,
            Criteria filter,
            Class<D> document,
            Function<? super List<D>, ? extends List<T>> views) {
        var position = position();
        var wanted = new ArrayList<Criteria>();
        if (!filter.getCriteriaObject().isEmpty()) {
            wanted.add(filter);
        }
        if (position != null) {
            wanted.add(behind(position));
        }
        var converter = mongo.getConverter();
        var entity = converter.getMappingContext().getPersistentEntity(document);
        var query =
                new QueryMapper(converter)
                        .getMappedObject(
                                switch (wanted.size()) {
                                    case 0 -> new Document();
                                    case 1 -> wanted.getFirst().getCriteriaObject();
                                    default ->
                                            new Criteria().andOperator(wanted).getCriteriaObject();
                                },
                                entity);
        var rows =
                mongo.execute(
                        document,
                        collection ->
                                collection
                                        .find(query)
                                        .sort(sort())
                                        .limit(limit + 1)
                                        .into(new ArrayList<>()));
        var documents = new ArrayList<D>();
        for (var row : Objects.requireNonNull(rows)) {
            if (documents.size() < limit) {
                documents.add(converter.read(document, row));
            }
        }
        return new Page<>(
                views.apply(documents),
                rows.size() > limit ? cursorAt(rows.get(limit - 1)) : null,
                total(mongo, filter, document));
    }

    /**
     * Cuts the page from a list that lies in memory, sorted already.
     *
     * @param key tells an item from all others
     */
    public <T> Page<T> of(List<T> sorted, Function<? super T, String> key) {
        var position = position();
        var from = 0;
        if (position != null) {
            var last = position.getString("i");
            while (from < sorted.size() && !key.apply(sorted.get(from)).equals(last)) {
                from++;
            }
            from++;
        }
        var to = Math.min(sorted.size(), from + limit);
        var items = from < to ? sorted.subList(from, to) : List.<T>of();
        return new Page<>(
                items,
                to < sorted.size() && !items.isEmpty()
                        ? seal(new Document("i", key.apply(items.getLast())))
                        : null,
                count == Count.NONE ? null : (long) sorted.size());
    }

    /**
     * After which key a list that the caller reads goes on; empty for the first page.
     *
     * @throws ProblemException 400 {@code cursor-mismatch} if the cursor is none of ours, or was
     *     made for another list
     */
    public Optional<String> after() {
        return Optional.ofNullable(position()).map(it -> it.getString("i"));
    }

    /**
     * A page of a list that the caller reads, by ascending keys.
     *
     * @param last the key after which the next page begins; null if this is the end
     */
    public <T> Page<T> upTo(List<T> items, @Nullable String last) {
        return new Page<>(items, last == null ? null : seal(new Document("i", last)));
    }

    private @Nullable Long total(MongoOperations mongo, Criteria filter, Class<?> document) {
        return switch (count) {
            case NONE -> null;
            case EXACT -> mongo.count(new Query(filter), document);
            case ESTIMATE ->
                    filter.getCriteriaObject().isEmpty()
                            ? mongo.estimatedCount(document)
                            : mongo.count(new Query(filter).limit(ESTIMATED_BEYOND), document);
        };
    }

    private Document sort() {
        var direction = order.isDescending() ? -1 : 1;
        var sort = new Document(order.path(), direction);
        sort.put("_id", direction);
        return sort;
    }

    /** All that comes after a position; the first condition alone bounds the index scan. */
    private Criteria behind(Document position) {
        var id = Objects.requireNonNull(position.get("i"));
        if (order.isById()) {
            return after(Criteria.where("_id"), id);
        }
        var value = Objects.requireNonNull(position.get("v"));
        var from = Criteria.where(order.path());
        return new Criteria()
                .andOperator(
                        order.isDescending() ? from.lte(value) : from.gte(value),
                        new Criteria()
                                .orOperator(
                                        after(Criteria.where(order.path()), value),
                                        after(Criteria.where("_id"), id)));
    }

    private Criteria after(Criteria field, Object value) {
        return order.isDescending() ? field.lt(value) : field.gt(value);
    }

    private @Nullable Document position() {
        if (cursor == null) {
            return null;
        }
        return seal.open(binding(), cursor)
                .map(Document::parse)
                .orElseThrow(PagingProblem.CURSOR_MISMATCH::exception);
    }

    private String cursorAt(Document row) {
        var position = new Document("i", row.get("_id"));
        if (!order.isById()) {
            Object value = row;
            for (var name : order.path().split("\\.")) {
                value = value instanceof Document part ? part.get(name) : null;
            }
            if (value == null) {
                throw new IllegalStateException(
                        "Sorted by %s, which %s does not have"
                                .formatted(order.path(), row.get("_id")));
            }
            position.put("v", value);
        }
        return seal(position);
    }

    private String seal(Document position) {
        return seal.seal(binding(), position.toJson(EXACT));
    }

    private String binding() {
        return order.wireName() + "\n" + binding;
    }
}
