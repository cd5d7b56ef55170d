package io.pondcrm.segmentation.segment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.search.SearchFields;
import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.kernel.filter.Parsing;
import io.pondcrm.segmentation.facts.domain.AttributeTypes;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.segment.domain.SegmentFields;
import io.pondcrm.segmentation.segment.domain.Segments;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All segments. */
@Component
class MongoSegments implements Segments {

    private final MongoOperations mongo;
    private final SearchFields fields;
    // The web's mapper would mask and word things for people: this is storage.
    private final JsonMapper json = JsonMapper.builder().build();

    MongoSegments(
            MongoOperations mongo,
            @Value("${pond.segmentation.currency:CNY}") String currency,
            AttributeTypes attributes) {
        this.mongo = mongo;
        this.fields =
                SearchFields.of(SegmentFields.catalog(Currency.getInstance(currency), attributes));
    }

    @Override
    public List<Segment> listAll() {
        return mongo
                .find(new Query().with(Sort.by("_id")).limit(MAX_SEGMENTS), SegmentDocument.class)
                .stream()
                .map(it ->
                        new Segment(
                                it.id(),
                                it.version(),
                                it.name(),
                                predicate(it),
                                it.createdAt(),
                                it.updatedAt()))
                .toList();
    }

    /**
     * Reads the predicate that a caller sent.
     *
     * @throws io.pondcrm.chassis.basics.ProblemException 422 that names each fault
     */
    Filter read(@Nullable Object tree) {
        return fields.read(tree, "/predicate");
    }

    Filter predicate(SegmentDocument document) {
        return predicate(document.predicate());
    }

    /**
     * Reads a predicate back that {@link #write} wrote.
     *
     * @throws IllegalStateException if it asks for an attribute that is no longer declared: to take
     *     that as unknown would move customers
     */
    Filter predicate(String written) {
        return switch (Filter.parse(json.readValue(written, Object.class), fields.catalog())) {
            case Parsing.Valid(var filter) -> filter;
            case Parsing.Invalid(var faults) ->
                    throw new IllegalStateException(
                            "A segment can't be read; pond.segmentation.attributes must declare"
                                    + " what it asks for: "
                                    + faults);
        };
    }

    String write(Filter predicate) {
        return json.writeValueAsString(predicate.toTree());
    }

    long count() {
        return mongo.count(new Query(), SegmentDocument.class);
    }

    Optional<SegmentDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, SegmentDocument.class));
    }

    void insert(SegmentDocument document) {
        mongo.insert(document);
    }

    /**
     * @return false if the segment has moved on since it was seen
     */
    boolean update(SegmentDocument seen, SegmentDocument now, Instant at) {
        return mongo.updateFirst(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                new Update()
                                        .inc("version", 1)
                                        .set("name", now.name())
                                        .set("description", now.description())
                                        .set("predicate", now.predicate())
                                        .set("updatedAt", at),
                                SegmentDocument.class)
                        .getMatchedCount()
                == 1;
    }

    /**
     * @return false if the segment has moved on since it was seen
     */
    boolean remove(SegmentDocument seen) {
        return mongo.remove(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                SegmentDocument.class)
                        .getDeletedCount()
                == 1;
    }
}
