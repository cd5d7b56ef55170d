package io.pondcrm.engagement.audience;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.pondcrm.engagement.audience.domain.SegmentMembers;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

@Component
class MongoSegmentMembers implements SegmentMembers {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    MongoSegmentMembers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void learn(List<Word> words) {
        var latest = new LinkedHashMap<String, Word>();
        for (var word : words) {
            latest.merge(
                    idOf(word),
                    word,
                    (known, said) -> said.sequence() > known.sequence() ? said : known);
        }
        if (!latest.isEmpty()) {
            // An upsert that finds its document with newer words in it stumbles over the id, and so
            // does one that comes second in a race for a new document. The second pass tells them
            // apart.
            write(List.copyOf(latest.values()), true);
        }
    }

    private void write(List<Word> words, boolean upsert) {
        var models = words.stream().map(word -> update(word, upsert)).toList();
        var refused = new ArrayList<Word>();
        mongo.execute(
                MemberDocument.class,
                members -> {
                    try {
                        return members.bulkWrite(models, new BulkWriteOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != DUPLICATE_KEY) {
                                throw partly;
                            }
                            refused.add(words.get(error.getIndex()));
                        }
                        return null;
                    }
                });
        if (upsert && !refused.isEmpty()) {
            write(refused, false);
        }
    }

    private static UpdateOneModel<Document> update(Word word, boolean upsert) {
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", idOf(word)),
                        Filters.not(Filters.gte("sequence", word.sequence()))),
                Updates.combine(
                        Updates.set("segmentId", word.segment()),
                        Updates.set("customerId", word.customer().value()),
                        Updates.set("sequence", word.sequence()),
                        Updates.set("member", word.isMember())),
                new UpdateOptions().upsert(upsert));
    }

    private static String idOf(Word word) {
        return word.segment() + "/" + word.customer();
    }

    @Override
    public List<CustomerId> listAfter(String segment, @Nullable CustomerId after, int limit) {
        var wanted = where("segmentId").is(segment).and("member").is(true);
        if (after != null) {
            wanted = wanted.and("customerId").gt(after.value());
        }
        return mongo
                .find(
                        new Query(wanted).with(Sort.by("customerId")).limit(limit),
                        MemberDocument.class)
                .stream()
                .map(it -> new CustomerId(it.customerId()))
                .toList();
    }
}
