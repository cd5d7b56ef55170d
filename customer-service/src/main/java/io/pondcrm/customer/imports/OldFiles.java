package io.pondcrm.customer.imports;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.retention.Retained;
import io.pondcrm.chassis.sealing.SubjectKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws away uploaded files, what was rejected of them included: keys first, so that from then on
 * no copy can be read.
 */
@Component
class OldFiles implements Retained {

    private static final List<Class<?>> PARTS =
            List.of(ImportChunkDocument.class, ImportRejectsDocument.class, ImportDocument.class);

    private final MongoOperations mongo;
    private final SubjectKeys keys;

    OldFiles(MongoOperations mongo, SubjectKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
    }

    @Override
    public String kind() {
        return "import-files";
    }

    /** Parts of an upload that broke off have no description: they go as well. */
    @Override
    public int forget(Instant before, int most) {
        Map<Class<?>, Set<String>> due = new HashMap<>();
        PARTS.forEach(part -> due.put(part, idsOf(part, before, most)));
        due.values().stream()
                .flatMap(Set::stream)
                .map(OldFiles::jobOf)
                .distinct()
                .forEach(keys::destroy);
        due.forEach((part, ids) -> mongo.remove(query(where("_id").in(ids)), part));
        return due.values().stream().mapToInt(Set::size).max().orElse(0);
    }

    private Set<String> idsOf(Class<?> part, Instant before, int most) {
        var due = query(where("createdAt").lt(before)).limit(most);
        due.fields().include("_id");
        return mongo.find(due, Document.class, mongo.getCollectionName(part)).stream()
                .map(it -> it.getString("_id"))
                .collect(Collectors.toSet());
    }

    private static String jobOf(String part) {
        var end = part.indexOf('#');
        return end < 0 ? part : part.substring(0, end);
    }
}
