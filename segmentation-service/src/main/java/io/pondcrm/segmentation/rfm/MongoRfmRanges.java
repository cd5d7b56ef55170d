package io.pondcrm.segmentation.rfm;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.rfm.domain.RfmRange;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What runs have read so far, range by range, until they are done. */
@Component
class MongoRfmRanges {

    private final MongoOperations mongo;

    MongoRfmRanges(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** How many customers a range has that was read before; empty if it was not. */
    OptionalInt findRead(String run, int number) {
        var known = query(where("_id").is(RfmRangeDocument.id(run, number)));
        known.fields().include("read");
        return mongo
                .find(known, Document.class, mongo.getCollectionName(RfmRangeDocument.class))
                .stream()
                .mapToInt(it -> it.getInteger("read"))
                .findFirst();
    }

    void keep(String run, int number, int read, RfmRange range) {
        mongo.save(RfmRangeDocument.of(run, number, read, range));
    }

    RfmRange get(String run, int number) {
        return Objects.requireNonNull(
                        mongo.findById(RfmRangeDocument.id(run, number), RfmRangeDocument.class))
                .toDomain();
    }

    /** The first ranges of a run, each read when it is asked for. */
    Iterable<RfmRange> all(String run, int ranges) {
        return () -> {
            Iterator<RfmRange> each =
                    IntStream.range(0, ranges).mapToObj(number -> get(run, number)).iterator();
            return each;
        };
    }

    void remove(String run) {
        mongo.remove(query(where("run").is(run)), RfmRangeDocument.class);
    }
}
