package io.pondcrm.feedback.sla;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.feedback.sla.domain.Demand;
import io.pondcrm.feedback.sla.domain.SlaPolicies;
import io.pondcrm.feedback.sla.domain.SlaPolicy;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All policies. */
@Component
class MongoSlaPolicies implements SlaPolicies {

    /** What a policy said before what it says now. */
    @org.springframework.data.mongodb.core.mapping.Document("sla_policies")
    record PastTerms(@Id String id, @Nullable List<SlaPolicyDocument.Terms> past) {}

    private final MongoOperations mongo;

    MongoSlaPolicies(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<SlaPolicy> choose(Demand demand) {
        var all =
                mongo.find(
                        new Query().with(Sort.by("_id")).limit(MAX_POLICIES),
                        SlaPolicyDocument.class);
        return SlaPolicy.choose(all.stream().map(SlaPolicyDocument::toDomain).toList(), demand);
    }

    long count() {
        return mongo.count(new Query(), SlaPolicyDocument.class);
    }

    Optional<SlaPolicyDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, SlaPolicyDocument.class));
    }

    /** What it said in all its versions but the last, oldest first. */
    List<SlaPolicyDocument.Terms> past(String id) {
        var terms = mongo.findById(id, PastTerms.class);
        var past = terms == null ? null : terms.past();
        return past == null ? List.of() : past;
    }

    void insert(SlaPolicyDocument document) {
        mongo.insert(document);
    }

    /**
     * @return false if the policy has moved on since it was seen
     */
    boolean replace(SlaPolicyDocument seen, SlaPolicyDocument now) {
        return mongo.updateFirst(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                new Update()
                                        .inc("version", 1)
                                        .set("terms", now.terms())
                                        .set("updatedAt", now.updatedAt())
                                        .push("past", stored(seen.terms())),
                                SlaPolicyDocument.class)
                        .getMatchedCount()
                == 1;
    }

    private Document stored(SlaPolicyDocument.Terms terms) {
        var document = new Document();
        mongo.getConverter().write(terms, document);
        document.remove("_class");
        return document;
    }
}
