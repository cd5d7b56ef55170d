package io.pondcrm.chassis.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.sealing.SubjectKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.json.JsonMapper;

/** {@link StoredRecords} for features that keep parts of their documents sealed. */
public final class SealedRecords {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SealedRecords() {}

    /**
     * A sealed part of a document.
     *
     * @param member the document's member that holds the bytes
     * @param field for which they were sealed; {@code {id}} stands for the document's id
     * @param owner the document's member that names whose key opens them
     * @param isText whether they are no JSON, once they are opened
     */
    public record Part(String member, String field, String owner, boolean isText) {

        /** One that holds JSON. */
        public Part(String member, String field, String owner) {
            this(member, field, owner, false);
        }
    }

    /**
     * Documents, one at a time; a part whose key was destroyed is missing.
     *
     * @param whose which of them
     * @param leftOut names of members that tell nothing of the person, at any depth
     */
    public static Stream<Map<String, Object>> of(
            MongoOperations mongo,
            SubjectKeys keys,
            Class<?> type,
            Criteria whose,
            List<Part> parts,
            String... leftOut) {
        var without = Set.of(leftOut);
        return mongo.stream(new Query(whose), Document.class, mongo.getCollectionName(type))
                .map(it -> told(it, keys, parts, without));
    }

    private static Map<String, Object> told(
            Document document, SubjectKeys keys, List<Part> parts, Set<String> leftOut) {
        var told = StoredRecords.told(document, leftOut);
        for (var part : parts) {
            if (document.get(part.member()) instanceof Binary sealed) {
                var field = part.field().replace("{id}", String.valueOf(document.get("_id")));
                keys.find(String.valueOf(document.get(part.owner())))
                        .map(key -> new String(key.open(field, sealed.getData()), UTF_8))
                        .ifPresent(text ->
                                told.put(
                                        part.member(), part.isText() ? text : JSON.readTree(text)));
            }
        }
        return told;
    }
}
