package io.pondcrm.engagement.care;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.chassis.access.StoredRecords;
import io.pondcrm.chassis.copies.Copies;
import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.engagement.care.domain.People;
import io.pondcrm.kernel.CustomerId;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoPeople implements People, Copies, Eraser, Collector {

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    MongoPeople(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void learn(List<Person> people) {
        var latest = new LinkedHashMap<CustomerId, Person>();
        for (var person : people) {
            latest.merge(
                    person.customer(),
                    person,
                    (known, said) -> said.sequence() > known.sequence() ? said : known);
        }
        if (!latest.isEmpty()) {
            write(List.copyOf(latest.values()), true);
        }
    }

    // As with segment members: the second pass tells a newer word from a race for a new document.
    private void write(List<Person> people, boolean upsert) {
        var models = people.stream().map(person -> update(person, upsert)).toList();
        var refused = new ArrayList<Person>();
        mongo.execute(
                PersonDocument.class,
                documents -> {
                    try {
                        return documents.bulkWrite(models, new BulkWriteOptions().ordered(false));
                    } catch (MongoBulkWriteException partly) {
                        for (var error : partly.getWriteErrors()) {
                            if (error.getCode() != DUPLICATE_KEY) {
                                throw partly;
                            }
                            refused.add(people.get(error.getIndex()));
                        }
                        return null;
                    }
                });
        if (upsert && !refused.isEmpty()) {
            write(refused, false);
        }
    }

    private static UpdateOneModel<Document> update(Person person, boolean upsert) {
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", person.customer().value()),
                        Filters.not(Filters.gte("sequence", person.sequence()))),
                Updates.combine(
                        Updates.set("sequence", person.sequence()),
                        Updates.set(
                                "birthday",
                                person.birthday().map(PersonDocument::written).orElse(null)),
                        Updates.set("timeZone", person.zone().map(ZoneId::getId).orElse(null)),
                        Updates.setOnInsert("greetedYear", 0)),
                new UpdateOptions().upsert(upsert));
    }

    @Override
    public List<Person> listByBirthday(
            MonthDay birthday, int year, @Nullable CustomerId after, int limit) {
        var wanted =
                where("birthday").is(PersonDocument.written(birthday)).and("greetedYear").lt(year);
        if (after != null) {
            wanted = wanted.and("_id").gt(after.value());
        }
        return mongo
                .find(new Query(wanted).with(Sort.by("_id")).limit(limit), PersonDocument.class)
                .stream()
                .map(PersonDocument::toDomain)
                .toList();
    }

    @Override
    public void greeted(List<CustomerId> customers, int year) {
        mongo.updateMulti(
                query(
                        where("_id")
                                .in(customers.stream().map(CustomerId::value).toList())
                                .and("greetedYear")
                                .lt(year)),
                Update.update("greetedYear", year),
                PersonDocument.class);
    }

    @Override
    public void forget(CustomerId customer) {
        mongo.remove(query(where("_id").is(customer.value())), PersonDocument.class);
    }

    @Override
    public Set<String> fields() {
        return Set.of("birthday", "birthdayTimeZone");
    }

    @Override
    public List<String> idsBetween(@Nullable String after, @Nullable String until, int most) {
        var id = where("_id").gt(after == null ? "" : after);
        var wanted = query(until == null ? id : id.lte(until)).with(Sort.by("_id")).limit(most);
        return mongo.find(wanted, PersonDocument.class).stream().map(PersonDocument::id).toList();
    }

    @Override
    public List<Copy> of(Collection<String> ids) {
        return mongo.find(query(where("_id").in(ids)), PersonDocument.class).stream()
                .map(it ->
                        Copy.about(it.id())
                                .version("profile", it.sequence())
                                .field("birthday", it.birthday())
                                .field(
                                        "birthdayTimeZone",
                                        it.birthday() == null ? null : it.timeZone())
                                .copy())
                .toList();
    }

    @Override
    public String erases() {
        return "birthdays";
    }

    @Override
    public long erase(Collection<String> ids) {
        return mongo.remove(query(where("_id").in(ids)), PersonDocument.class).getDeletedCount();
    }

    @Override
    public String collects() {
        return erases();
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return StoredRecords.of(mongo, PersonDocument.class, where("_id").in(ids));
    }
}
