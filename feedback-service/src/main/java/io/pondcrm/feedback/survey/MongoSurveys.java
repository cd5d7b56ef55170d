package io.pondcrm.feedback.survey;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** All surveys. */
@Component
class MongoSurveys {

    /** How many there can be: each is looked at whenever a case is closed. */
    static final int MAX_SURVEYS = 50;

    private final MongoOperations mongo;

    MongoSurveys(MongoOperations mongo) {
        this.mongo = mongo;
    }

    List<SurveyDocument> listAll() {
        return mongo.find(
                new Query().with(Sort.by("_id")).limit(MAX_SURVEYS), SurveyDocument.class);
    }

    Optional<SurveyDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, SurveyDocument.class));
    }

    long count() {
        return mongo.count(new Query(), SurveyDocument.class);
    }

    void insert(SurveyDocument survey) {
        mongo.insert(survey);
    }

    /**
     * @return false if the survey has moved on since it was seen
     */
    boolean replace(SurveyDocument seen, SurveyDocument now) {
        return mongo.updateFirst(
                                query(where("_id").is(seen.id()).and("version").is(seen.version())),
                                new Update()
                                        .inc("version", 1)
                                        .set("name", now.name())
                                        .set("question", now.question())
                                        .set("questionZh", now.questionZh())
                                        .set("active", now.active())
                                        .set("caseTypes", now.caseTypes())
                                        .set("validDays", now.validDays())
                                        .set("recontactDays", now.recontactDays())
                                        .set("updatedAt", now.updatedAt()),
                                SurveyDocument.class)
                        .getMatchedCount()
                == 1;
    }
}
