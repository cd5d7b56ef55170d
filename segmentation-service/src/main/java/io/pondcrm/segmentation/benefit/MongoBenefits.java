package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Benefits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All benefits with their grants. */
@Component
class MongoBenefits implements Benefits {

    private final MongoOperations mongo;

    MongoBenefits(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Benefit> listAll() {
        return mongo
                .find(new Query().with(Sort.by("_id")).limit(MAX_BENEFITS), BenefitDocument.class)
                .stream()
                .map(BenefitDocument::toDomain)
                .toList();
    }

    Optional<Benefit> find(String id) {
        return Optional.ofNullable(mongo.findById(id, BenefitDocument.class))
                .map(BenefitDocument::toDomain);
    }

    long count() {
        return mongo.count(new Query(), BenefitDocument.class);
    }

    /** Keeps a new benefit; the same one again changes nothing. */
    void keep(Benefit benefit) {
        try {
            mongo.insert(BenefitDocument.of(benefit));
        } catch (DuplicateKeyException _) {
            // A repeated request: it is there with all that was granted since.
        }
    }

    /**
     * @param now the benefit with other grants
     * @return false if it has moved on since it was seen
     */
    boolean update(Benefit now) {
        return mongo.updateFirst(
                                query(where("_id").is(now.id()).and("version").is(now.version())),
                                grants(now).inc("version", 1),
                                BenefitDocument.class)
                        .getMatchedCount()
                == 1;
    }

    /** Those of whose grants customers may have to be told something, the longest first. */
    List<Benefit> listDue(Instant at) {
        return mongo
                .find(
                        query(
                                        new Criteria()
                                                .orOperator(
                                                        where("dueAt").lte(at),
                                                        where("dueAt").exists(false)))
                                .with(Sort.by("dueAt"))
                                .limit(MAX_BENEFITS),
                        BenefitDocument.class)
                .stream()
                .map(BenefitDocument::toDomain)
                .toList();
    }

    /**
     * Notes what customers have been told. That is no new version, as nothing else is different:
     * where another writer gets in between, the note is lost, and the same is told once more.
     */
    void note(Benefit now) {
        mongo.updateFirst(
                query(where("_id").is(now.id()).and("version").is(now.version())),
                grants(now),
                BenefitDocument.class);
    }

    private static Update grants(Benefit now) {
        return new Update()
                .set("grants", BenefitDocument.GrantPart.of(now))
                .set("dueAt", BenefitDocument.dueAt(now));
    }
}
