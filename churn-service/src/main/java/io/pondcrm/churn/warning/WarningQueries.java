package io.pondcrm.churn.warning;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/** Reads each customer's latest warning straight into what callers see. */
@Component
class WarningQueries {

    private final MongoOperations mongo;

    WarningQueries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** The part of a standing that lists of warnings need. */
    @Document("standings")
    record WarnedRow(@Id String id, WarningPart warning) {

        WarningPayloads.View toPayload() {
            return new WarningPayloads.View(
                    warning.id,
                    id,
                    warning.state,
                    warning.level,
                    warning.score,
                    warning.label,
                    warning.definition,
                    warning.definitionVersion,
                    warning.reasons.stream()
                            .map(it ->
                                    new WarningPayloads.Reason(
                                            it.feature, it.value, it.points, it.en, it.zh))
                            .toList(),
                    warning.loss == null || warning.currency == null
                            ? null
                            : Money.of(warning.loss, warning.currency),
                    warning.silentSince,
                    warning.raisedAt,
                    warning.assignee,
                    warning.acknowledgedAt,
                    warning.outcome,
                    warning.dismissal == null ? null : Warning.Dismissal.valueOf(warning.dismissal),
                    warning.closedAt);
        }
    }

    record WarningPart(
            String id,
            String state,
            String level,
            String score,
            String label,
            String definition,
            int definitionVersion,
            List<ReasonPart> reasons,
            @Nullable String loss,
            @Nullable String currency,
            Instant silentSince,
            Instant raisedAt,
            @Nullable String assignee,
            @Nullable Instant acknowledgedAt,
            @Nullable String outcome,
            @Nullable String dismissal,
            @Nullable Instant closedAt) {}

    record ReasonPart(
            String feature, @Nullable String value, String points, String en, String zh) {}

    /**
     * @param state null for those that are open, acknowledged or not
     */
    Page<WarningPayloads.View> list(
            Warning.@Nullable State state,
            @Nullable Band level,
            @Nullable String assignee,
            PageRequest page) {
        var wanted =
                state == null
                        ? where("warning.open").is(true)
                        : where("warning.state").is(state.name());
        if (level != null) {
            wanted.and("warning.level").is(level.name());
        }
        if (assignee != null) {
            wanted.and("warning.assignee").is(assignee);
        }
        return page.find(mongo, wanted, WarnedRow.class, WarnedRow::toPayload);
    }
}
