package io.pondcrm.segmentation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.segmentation.definition.domain.Definition;
import io.pondcrm.segmentation.definition.domain.EditionChange;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/** How a definition is changed where it lies with all its versions in one document. */
public final class EditionWrites {

    private EditionWrites() {}

    /**
     * Changes a definition however many others do the same.
     *
     * @param what names it for the error, for example {@code An RFM model}
     * @param read finds it as it is now
     * @param decision may be called more than once
     * @param write puts the second in the place of the first; false if another writer got in first
     * @param remove takes away the one that was read; false if another writer got in first
     * @return empty without such a definition
     */
    public static <D extends Definition<D>> Optional<EditionChange<D>> change(
            String what,
            Supplier<Optional<Editions<D>>> read,
            Function<Editions<D>, EditionChange<D>> decision,
            BiPredicate<Editions<D>, Editions<D>> write,
            Predicate<Editions<D>> remove) {
        return OptimisticWrite.until(
                what,
                () -> {
                    var seen = read.get();
                    var change = seen.map(decision);
                    var isDone =
                            switch (change.orElse(null)) {
                                case EditionChange.Changed<D>(var now) ->
                                        write.test(seen.orElseThrow(), now);
                                case EditionChange.Emptied<D>() -> remove.test(seen.orElseThrow());
                                case null, default -> true;
                            };
                    return isDone ? Optional.of(change) : Optional.empty();
                });
    }

    /**
     * Removes a document with the field {@code revision}.
     *
     * @return false if another writer got in first
     */
    public static boolean remove(MongoOperations mongo, Class<?> document, Editions<?> seen) {
        return mongo.remove(
                                query(
                                        where("_id")
                                                .is(seen.id())
                                                .and("revision")
                                                .is(seen.revision())),
                                document)
                        .getDeletedCount()
                == 1;
    }

    /**
     * Writes into a document with the fields {@code revision} and {@code editions}; one of before
     * there were versions has no revision and is read as revision 0.
     *
     * @return false if another writer got in first
     */
    public static boolean replace(
            MongoOperations mongo,
            Class<?> document,
            Editions<?> seen,
            long revision,
            List<?> editions) {
        var before = where("_id").is(seen.id());
        return mongo.updateFirst(
                                query(
                                        seen.revision() == 0
                                                ? before.and("revision").exists(false)
                                                : before.and("revision").is(seen.revision())),
                                new Update().set("revision", revision).set("editions", editions),
                                document)
                        .getMatchedCount()
                == 1;
    }
}
