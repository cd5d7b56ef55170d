package io.pondcrm.customer.imports;

import java.time.Clock;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Descriptions of all uploaded files, by the id of their job. */
@Component
class Imports {

    private final MongoOperations mongo;
    private final JsonMapper json;
    private final Clock clock;

    Imports(MongoOperations mongo, JsonMapper json, Clock clock) {
        this.mongo = mongo;
        this.json = json;
        this.clock = clock;
    }

    Optional<ImportSpec> find(String job) {
        return Optional.ofNullable(mongo.findById(job, ImportDocument.class))
                .map(document -> json.readValue(document.spec(), ImportSpec.class));
    }

    /** Keeps a description; safe to repeat. */
    void put(String job, ImportSpec spec) {
        mongo.save(
                new ImportDocument(
                        job,
                        spec.kind(),
                        spec.system(),
                        json.writeValueAsString(spec),
                        clock.instant()));
    }
}
