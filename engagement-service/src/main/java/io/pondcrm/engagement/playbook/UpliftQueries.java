package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.engagement.playbook.EnrolmentDocument.Cell;
import io.pondcrm.engagement.playbook.EnrolmentDocument.Part;
import io.pondcrm.engagement.playbook.domain.Uplift;
import io.pondcrm.kernel.Proportion;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Counts what came of a playbook's enrolments. */
@Component
class UpliftQueries {

    private final MongoOperations mongo;

    UpliftQueries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    private record Stage(String scheme, String stage) {}

    /** How many there are of each cell, and how many of them converted. */
    private record Counts(Map<Cell, Long> all, Map<Cell, Long> converted) {

        Proportion of(Stage stage, Part part) {
            var cell = new Cell(stage.scheme, stage.stage, part);
            return new Proportion(converted.getOrDefault(cell, 0L), all.getOrDefault(cell, 0L));
        }

        Stream<Stage> stages() {
            return all.keySet().stream().map(it -> new Stage(it.scheme(), it.stage()));
        }
    }

    /** Stage by stage, counted now; stages that nobody entered are left out. */
    List<Uplift> listUplifts(String playbook, Instant now) {
        var over = counts(ofPlaybook(playbook).and("windowEnds").lte(now));
        var open = counts(ofPlaybook(playbook).and("windowEnds").gt(now));
        return Stream.concat(over.stages(), open.stages())
                .distinct()
                .sorted(Comparator.comparing(Stage::scheme).thenComparing(Stage::stage))
                .map(it ->
                        new Uplift(
                                it.scheme,
                                it.stage,
                                over.of(it, Part.TREATED),
                                over.of(it, Part.HOLDOUT),
                                open.of(it, Part.TREATED),
                                open.of(it, Part.HOLDOUT)))
                .toList();
    }

    private static Criteria ofPlaybook(String playbook) {
        return where("playbook").is(playbook);
    }

    private Counts counts(Criteria wanted) {
        var all = new HashMap<Cell, Long>();
        var converted = new HashMap<Cell, Long>();
        for (var isConverted : List.of(false, true)) {
            var matched = new Criteria().andOperator(wanted, where("converted").is(isConverted));
            for (var row :
                    mongo.aggregate(
                            Aggregation.newAggregation(
                                    Aggregation.match(matched),
                                    Aggregation.group("cell").count().as("enrolments")),
                            EnrolmentDocument.class,
                            Document.class)) {
                var cell = Cell.parse(row.getString("_id"));
                var count = row.get("enrolments", Number.class).longValue();
                all.merge(cell, count, Long::sum);
                if (isConverted) {
                    converted.put(cell, count);
                }
            }
        }
        return new Counts(all, converted);
    }
}
