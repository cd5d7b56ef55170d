package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import org.bson.Document;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads stages from where customers stand. */
@Component
class LifecycleQueries {

    private static final String STANDINGS = "standings";

    private final MongoOperations mongo;
    private final Clock clock;

    LifecycleQueries(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** The part of a standing that lists of stages need. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record MemberRow(@Id String id, StageRow lifecycle) {

        LifecyclePayloads.Member toPayload() {
            return new LifecyclePayloads.Member(id, lifecycle.stage, lifecycle.enteredAt);
        }
    }

    record StageRow(String stage, Instant enteredAt) {}

    Page<LifecyclePayloads.Member> members(Stage stage, PageRequest page) {
        return page.find(
                mongo,
                Criteria.where("lifecycle.stage").is(stage.name()),
                MemberRow.class,
                MemberRow::toPayload);
    }

    LifecyclePayloads.Distribution distribution(LifecycleScheme scheme) {
        var counts = new HashMap<String, Long>();
        mongo.aggregate(
                        Aggregation.newAggregation(
                                Aggregation.match(Criteria.where("lifecycle.stage").exists(true)),
                                Aggregation.group("lifecycle.stage").count().as("customers")),
                        STANDINGS,
                        Document.class)
                .forEach(row ->
                        counts.put(
                                row.getString("_id"),
                                row.get("customers", Number.class).longValue()));
        return new LifecyclePayloads.Distribution(
                scheme.id(),
                scheme.version(),
                counts.values().stream().mapToLong(count -> count).sum(),
                Arrays.stream(Stage.values())
                        .map(stage ->
                                new LifecyclePayloads.Count(
                                        stage.name(),
                                        LifecyclePayloads.Words.of(stage.title()),
                                        counts.getOrDefault(stage.name(), 0L)))
                        .toList(),
                clock.instant());
    }
}
