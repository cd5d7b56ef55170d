package io.pondcrm.customer.intake;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Indexes;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All forms and sources, and what came in by them. */
@Component
class MongoIntakes implements InitializingBean {

    static final String ANSWERS = "answers";

    private final MongoOperations mongo;
    private final SubjectKeys keys;
    private final JsonMapper json;

    MongoIntakes(MongoOperations mongo, SubjectKeys keys, JsonMapper json) {
        this.mongo = mongo;
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void afterPropertiesSet() {
        mongo.getCollection("submissions")
                .createIndex(Indexes.ascending("customerId", "receivedAt"));
    }

    Optional<IntakeDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, IntakeDocument.class));
    }

    List<IntakeDocument> listForms() {
        return mongo.find(query(where("isForm").is(true)), IntakeDocument.class).stream()
                .sorted(Comparator.comparing(IntakeDocument::id))
                .toList();
    }

    /** Stores one in place of the version before it; false if another took that place. */
    boolean put(IntakeDocument next) {
        if (next.version() > 1) {
            return mongo.findAndReplace(
                            query(where("_id").is(next.id()).and("version").is(next.version() - 1)),
                            next,
                            FindAndReplaceOptions.options().returnNew())
                    != null;
        }
        try {
            mongo.insert(next);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Keeps answers as evidence; once, however often it is called. */
    void keep(String id, String intake, CustomerId customer, Instant at, JsonNode answers) {
        var key = keys.makeAll(List.of(customer.value())).get(customer.value());
        if (key == null) {
            return;
        }
        try {
            mongo.insert(
                    new SubmissionDocument(
                            id,
                            intake,
                            customer.value(),
                            at,
                            key.seal(ANSWERS, json.writeValueAsBytes(answers))));
        } catch (DuplicateKeyException again) {
            // The request was repeated.
        }
    }
}
