package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Reads stages from where customers stand. */
@Component
class LifecycleQueries {

    private static final String STANDINGS = "standings";
    private static final String LEFT = "left_standings";

    private final LifecycleScheme main;
    private final MongoOperations mongo;
    private final Clock clock;

    LifecycleQueries(LifecycleScheme main, MongoOperations mongo, Clock clock) {
        this.main = main;
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

    /** The part of a standing that lists of a further scheme's stages need. */
    @org.springframework.data.mongodb.core.mapping.Document(STANDINGS)
    record FurtherMemberRow(@Id String id, List<FurtherRow> stages) {

        LifecyclePayloads.Member in(String scheme) {
            return stages.stream()
                    .filter(it -> it.scheme.equals(scheme))
                    .findFirst()
                    .map(it -> new LifecyclePayloads.Member(id, it.stage, it.enteredAt))
                    .orElseThrow();
        }
    }

    record FurtherRow(String scheme, String stage, Instant enteredAt) {}

    Page<LifecyclePayloads.Member> members(LifecycleScheme scheme, Stage stage, PageRequest page) {
        if (!isMain(scheme)) {
            return page.find(
                    mongo,
                    inFurther(scheme, stage),
                    FurtherMemberRow.class,
                    row -> row.in(scheme.id()));
        }
        return page.find(
                mongo,
                Criteria.where("lifecycle.stage").is(stage.name()),
                MemberRow.class,
                MemberRow::toPayload);
    }

    private boolean isMain(LifecycleScheme scheme) {
        return scheme.id().equals(main.id());
    }

    private static Criteria inFurther(LifecycleScheme scheme, Stage stage) {
        return Criteria.where("schemeStages").is(scheme.id() + "/" + stage);
    }

    LifecyclePayloads.Distribution distribution(LifecycleScheme scheme) {
        var here = count(scheme);
        var left = count(scheme, LEFT);
        var counts =
                scheme.stages().stream()
                        .map(stage -> {
                            var anonymized = left.getOrDefault(stage, 0L);
                            return new LifecyclePayloads.Count(
                                    stage.name(),
                                    LifecyclePayloads.Words.of(stage.title()),
                                    here.getOrDefault(stage, 0L) + anonymized,
                                    anonymized);
                        })
                        .toList();
        return new LifecyclePayloads.Distribution(
                scheme.id(),
                scheme.version(),
                counts.stream().mapToLong(LifecyclePayloads.Count::customers).sum(),
                counts.stream().mapToLong(LifecyclePayloads.Count::anonymized).sum(),
                counts,
                clock.instant());
    }

    /** How many customers are in each stage; absent are stages without any. */
    Map<Stage, Long> count(LifecycleScheme scheme) {
        return count(scheme, STANDINGS);
    }

    private Map<Stage, Long> count(LifecycleScheme scheme, String collection) {
        var counts = new EnumMap<Stage, Long>(Stage.class);
        if (isMain(scheme)) {
            mongo.aggregate(
                            Aggregation.newAggregation(
                                    Aggregation.match(
                                            Criteria.where("lifecycle.stage").exists(true)),
                                    Aggregation.group("lifecycle.stage").count().as("customers")),
                            collection,
                            Document.class)
                    .forEach(row ->
                            counts.put(
                                    Stage.valueOf(row.getString("_id")),
                                    row.get("customers", Number.class).longValue()));
        } else {
            for (var stage : scheme.stages()) {
                counts.put(stage, mongo.count(Query.query(inFurther(scheme, stage)), collection));
            }
        }
        return counts;
    }
}
