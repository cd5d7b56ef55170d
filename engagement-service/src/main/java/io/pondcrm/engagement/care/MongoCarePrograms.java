package io.pondcrm.engagement.care;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.message.domain.Mailing;
import io.pondcrm.engagement.message.domain.Mailings;
import io.pondcrm.engagement.message.domain.Source;
import io.pondcrm.engagement.template.domain.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All care programs. */
@Component
class MongoCarePrograms implements Mailings {

    private final MongoOperations mongo;
    private final Templates templates;

    MongoCarePrograms(MongoOperations mongo, Templates templates) {
        this.mongo = mongo;
        this.templates = templates;
    }

    Optional<CareProgramDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, CareProgramDocument.class));
    }

    /** Stores a new one; one that is there already under this id stays. */
    void insert(CareProgramDocument program) {
        try {
            mongo.insert(program);
        } catch (DuplicateKeyException _) {
            // The first attempt of this very request came through.
        }
    }

    /** Switches a program on or off; one that stands so already stays as it is. */
    void activate(String id, boolean active) {
        mongo.updateFirst(
                query(where("_id").is(id).and("active").ne(active)),
                new Update().inc("version", 1).set("active", active),
                CareProgramDocument.class);
    }

    /** Oldest first: where several could greet, the oldest does. */
    List<CareProgramDocument> listRunning() {
        return mongo
                .find(new Query().with(Sort.by("_id")).limit(100), CareProgramDocument.class)
                .stream()
                .filter(CareProgramDocument::active)
                .toList();
    }

    static Source source(CareProgramDocument program) {
        return new Source(Source.Kind.CARE, program.id());
    }

    @Override
    public List<Mailing> listActive() {
        return listRunning().stream()
                .flatMap(program ->
                        templates.find(program.templateId()).stream()
                                .map(template ->
                                        new Mailing(
                                                source(program),
                                                Purpose.CARE,
                                                template,
                                                Map.of(),
                                                Optional.empty(),
                                                false)))
                .toList();
    }

    /** The next birthday comes. */
    @Override
    public void exhausted(Source source) {}
}
