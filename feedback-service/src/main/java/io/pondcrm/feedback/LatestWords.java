package io.pondcrm.feedback;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Keeps what another service said last of customers, one document each. Of what is said of one
 * place in a document the word with the highest sequence stays, in whatever order they come.
 */
public final class LatestWords {

    /**
     * What was said.
     *
     * @param place where in the customer's document it belongs: empty, or a path that ends in a dot
     * @param sequence grows with each word about the customer
     * @param fields what is so now, by name, within the place
     */
    public record Word(
            CustomerId customer,
            String place,
            long sequence,
            Map<String, @Nullable Object> fields) {}

    private record Place(CustomerId customer, String path) {}

    private LatestWords() {}

    /**
     * Takes words in; two round trips however many there are.
     *
     * @param empty what the document of a customer holds of whom nothing was said yet
     */
    public static void keep(
            MongoOperations mongo,
            Class<?> document,
            Map<String, Object> empty,
            Collection<Word> words) {
        if (words.isEmpty()) {
            return;
        }
        var first = mongo.bulkOps(BulkMode.UNORDERED, document);
        var later = mongo.bulkOps(BulkMode.UNORDERED, document);
        var nothing = new Update();
        empty.forEach(nothing::setOnInsert);
        words.stream()
                .map(it -> it.customer().value())
                .distinct()
                .forEach(customer -> first.upsert(query(where("_id").is(customer)), nothing));
        for (var word : latest(words)) {
            var sequence = word.place() + "sequence";
            var update = new Update().set(sequence, word.sequence());
            word.fields().forEach((name, value) -> update.set(word.place() + name, value));
            later.updateOne(
                    query(
                            where("_id")
                                    .is(word.customer().value())
                                    .orOperator(
                                            where(sequence).exists(false),
                                            where(sequence).lt(word.sequence()))),
                    update);
        }
        first.execute();
        later.execute();
    }

    private static Collection<Word> latest(Collection<Word> words) {
        var latest = new LinkedHashMap<Place, Word>();
        for (var word : words) {
            latest.merge(
                    new Place(word.customer(), word.place()),
                    word,
                    (known, said) -> said.sequence() > known.sequence() ? said : known);
        }
        return latest.values();
    }
}
