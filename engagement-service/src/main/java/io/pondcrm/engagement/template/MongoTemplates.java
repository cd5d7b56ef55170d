package io.pondcrm.engagement.template;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.engagement.template.domain.Template;
import io.pondcrm.engagement.template.domain.Templates;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

@Component
class MongoTemplates implements Templates {

    private final MongoOperations mongo;

    MongoTemplates(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Template> find(String id) {
        return findDocument(id).map(TemplateDocument::toDomain);
    }

    Optional<TemplateDocument> findDocument(String id) {
        return Optional.ofNullable(mongo.findById(id, TemplateDocument.class));
    }

    /** Stores a new one; one that is there already under this id stays. */
    void insert(TemplateDocument document) {
        try {
            mongo.insert(document);
        } catch (DuplicateKeyException _) {
            // The first attempt of this very request came through.
        }
    }

    /**
     * @return false if the template has moved on since it was seen
     */
    boolean update(TemplateDocument next) {
        return mongo.updateFirst(
                                query(
                                        where("_id")
                                                .is(next.id())
                                                .and("version")
                                                .is(next.version() - 1)),
                                new Update()
                                        .set("version", next.version())
                                        .set("name", next.name())
                                        .set("variables", next.variables())
                                        .set("texts", next.texts())
                                        .set("updatedAt", next.updatedAt()),
                                TemplateDocument.class)
                        .getMatchedCount()
                == 1;
    }

    Page<TemplatePayloads.View> list(PageRequest page) {
        return page.find(mongo, new Criteria(), TemplateDocument.class, TemplatePayloads.View::of);
    }
}
