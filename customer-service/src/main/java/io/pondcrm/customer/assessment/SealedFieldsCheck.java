package io.pondcrm.customer.assessment;

import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.SecurityCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Takes the newest documents of every collection and looks for what should lie sealed. */
@Component
class SealedFieldsCheck implements SecurityCheck {

    private static final int SAMPLE = 200;
    private static final int LONGEST = 2_000;
    private static final Pattern EMAIL =
            Pattern.compile(
                    "[^\\s@\"'<>]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})*\\.[A-Za-z]{2,24}");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{7,14}");

    private final MongoOperations mongo;

    SealedFieldsCheck(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        for (var collection : mongo.getCollectionNames()) {
            var newest = new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(SAMPLE);
            var sample = mongo.find(newest, Document.class, collection);
            var readable = new TreeMap<String, Long>();
            for (var document : sample) {
                var fields = new HashSet<String>();
                collect(collection, document, fields);
                fields.forEach(field -> readable.merge(field, 1L, Long::sum));
            }
            readable.forEach((field, count) ->
                    findings.add(
                            new Finding(
                                    Check.UNSEALED_PERSONAL_FIELD, field, count, sample.size())));
        }
        return findings;
    }

    private static void collect(String path, @Nullable Object value, Set<String> fields) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, held) ->
                            collect(path + "." + nameOf(String.valueOf(name)), held, fields));
            case List<?> list -> list.forEach(held -> collect(path, held, fields));
            case String text when looksPersonal(text) -> fields.add(path);
            case null, default -> {
                // Numbers, times and sealed bytes tell nobody's address.
            }
        }
    }

    /** A field's name may be one that a partner chose, and so may be anything. */
    private static String nameOf(String name) {
        return looksPersonal(name) ? "*" : name;
    }

    static boolean looksPersonal(String text) {
        return text.length() <= LONGEST
                && (PHONE.matcher(text).matches()
                        || text.indexOf('@') > 0 && EMAIL.matcher(text).find());
    }
}
