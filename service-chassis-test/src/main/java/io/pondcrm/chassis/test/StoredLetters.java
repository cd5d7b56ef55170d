package io.pondcrm.chassis.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bson.RawBsonDocument;
import org.springframework.data.mongodb.core.MongoOperations;

/** Looks into the bytes of everything that a service stored, as who stole them would. */
public final class StoredLetters {

    private StoredLetters() {}

    /**
     * Where letters can be read, whatever their case.
     *
     * @param letters of ASCII
     * @return names of the collections in whose documents they stand, in any field or name of one
     */
    public static SortedSet<String> collectionsWith(MongoOperations mongo, String letters) {
        var wanted = letters.toLowerCase(Locale.ROOT);
        var found = new TreeSet<String>();
        for (var name : mongo.getCollectionNames()) {
            var all =
                    Objects.requireNonNull(
                            mongo.execute(
                                    name,
                                    it -> it.find(RawBsonDocument.class).into(new ArrayList<>())));
            for (var document : all) {
                var buffer = document.getByteBuffer();
                var bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                if (new String(bytes, ISO_8859_1).toLowerCase(Locale.ROOT).contains(wanted)) {
                    found.add(name);
                }
            }
        }
        return found;
    }
}
