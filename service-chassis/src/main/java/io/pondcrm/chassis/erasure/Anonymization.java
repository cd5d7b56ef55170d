package io.pondcrm.chassis.erasure;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.security.SecureRandom;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Leaves of people's documents what sums need, so that no report changes when somebody is erased.
 * Each document gets a random name first, which lies with it; then a twin of that name that leads
 * to nobody; then it goes. Who is interrupted makes the same twin again.
 */
public final class Anonymization {

    private static final int PART = 500;
    private static final int NAME_BYTES = 16;
    private static final long DAY_MILLIS = 86_400_000;
    private static final String TWIN = "twin";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Anonymization() {}

    /**
     * Replaces documents by what is left of them.
     *
     * @param whose which documents; twins must not be among them
     * @param twin makes of a document and a random name the twin, whose id must be made of that
     *     name and of nothing else; empty if nothing is to be left
     * @return how many documents there were
     */
    public static long replace(
            MongoOperations mongo,
            String collection,
            Criteria whose,
            BiFunction<Document, String, Optional<Document>> twin) {
        return replace(mongo, collection, whose, collection, twin);
    }

    /**
     * The same with twins in a collection of their own, where nobody takes them for customers.
     *
     * @param twins where they are put
     */
    public static long replace(
            MongoOperations mongo,
            String collection,
            Criteria whose,
            String twins,
            BiFunction<Document, String, Optional<Document>> twin) {
        var replaced = 0L;
        var some = new Query(whose).limit(PART);
        for (var part = mongo.find(some, Document.class, collection);
                !part.isEmpty();
                part = mongo.find(some, Document.class, collection)) {
            for (var document : part) {
                replace(mongo, collection, document, twins, twin);
            }
            replaced += part.size();
        }
        return replaced;
    }

    private static void replace(
            MongoOperations mongo,
            String collection,
            Document document,
            String twins,
            BiFunction<Document, String, Optional<Document>> twin) {
        var itself = where("_id").is(document.get("_id"));
        mongo.updateFirst(
                query(where("_id").is(document.get("_id")).and(TWIN).is(null)),
                new Update().set(TWIN, randomName()),
                collection);
        var named = mongo.findOne(query(itself), Document.class, collection);
        if (named == null) {
            return;
        }
        twin.apply(named, named.getString(TWIN))
                .ifPresent(left -> {
                    try {
                        mongo.insert(left, twins);
                    } catch (DuplicateKeyException made) {
                        // Somebody came as far as this before.
                    }
                });
        mongo.remove(query(itself), collection);
    }

    /** The day of a moment, at its beginning in UTC: the moment itself may tell who it was. */
    public static @Nullable Date dayOf(@Nullable Date moment) {
        return moment == null
                ? null
                : new Date(Math.floorDiv(moment.getTime(), DAY_MILLIS) * DAY_MILLIS);
    }

    private static String randomName() {
        var name = new byte[NAME_BYTES];
        RANDOM.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}
