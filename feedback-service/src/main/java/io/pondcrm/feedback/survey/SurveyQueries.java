package io.pondcrm.feedback.survey;

import static org.springframework.data.mongodb.core.aggregation.Aggregation.group;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.match;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.newAggregation;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.feedback.merge.domain.MergeLinks;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.feedback.survey.domain.ScoreSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads invitations and answers. */
@Component
class SurveyQueries {

    /** Which answers a caller asks for; null asks for all. */
    record Wanted(
            @Nullable String customerId,
            @Nullable String caseId,
            @Nullable Integer score,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private final MongoOperations mongo;
    private final SealedComments comments;
    private final Merges merges;
    private final Clock clock;

    SurveyQueries(MongoOperations mongo, SealedComments comments, Merges merges, Clock clock) {
        this.mongo = mongo;
        this.comments = comments;
        this.merges = merges;
        this.clock = clock;
    }

    Page<SurveyPayloads.Invitation> invitations(
            String survey, @Nullable String caseId, @Nullable String customerId, PageRequest page) {
        var wanted = where("surveyId").is(survey);
        if (caseId != null) {
            wanted.and("caseId").is(caseId);
        }
        if (customerId != null) {
            wanted.and("customerId").in(merges.selvesOf(customerId));
        }
        return page.findTogether(mongo, wanted, InvitationDocument.class, this::views);
    }

    /** An invitation as callers see it, under who its customer is now. */
    SurveyPayloads.Invitation view(InvitationDocument invitation) {
        return views(List.of(invitation)).getFirst();
    }

    private List<SurveyPayloads.Invitation> views(List<InvitationDocument> documents) {
        var now = clock.instant();
        var links = links(documents);
        return documents.stream()
                .map(it -> SurveyPayloads.Invitation.of(it, links.survivorOf(it.customer()), now))
                .toList();
    }

    private MergeLinks links(List<InvitationDocument> documents) {
        return merges.linksOf(documents.stream().map(InvitationDocument::customer).toList());
    }

    Page<SurveyPayloads.Response> responses(String survey, Wanted wanted, PageRequest page) {
        return page.findTogether(
                mongo,
                criteria(survey, wanted),
                InvitationDocument.class,
                documents -> comments.open(documents, links(documents)));
    }

    ScoreSummary score(String survey, Wanted wanted) {
        var counts = new HashMap<Integer, Long>();
        var byScore =
                newAggregation(
                        match(criteria(survey, wanted)), group("score").count().as("answers"));
        for (var line :
                mongo.aggregate(byScore, "survey_invitations", Document.class).getMappedResults()) {
            if (line.get("_id") instanceof Number score
                    && line.get("answers") instanceof Number answers) {
                counts.put(score.intValue(), answers.longValue());
            }
        }
        return new ScoreSummary(counts);
    }

    private Criteria criteria(String survey, Wanted wanted) {
        var criteria = where("surveyId").is(survey).and("answered").is(true);
        if (wanted.customerId() != null) {
            criteria.and("customerId").in(merges.selvesOf(wanted.customerId()));
        }
        if (wanted.caseId() != null) {
            criteria.and("caseId").is(wanted.caseId());
        }
        if (wanted.score() != null) {
            criteria.and("score").is(wanted.score());
        }
        if (wanted.from() != null || wanted.until() != null) {
            var when = criteria.and("sortedAt");
            if (wanted.from() != null) {
                when.gte(wanted.from());
            }
            if (wanted.until() != null) {
                when.lt(wanted.until());
            }
        }
        return criteria;
    }
}
