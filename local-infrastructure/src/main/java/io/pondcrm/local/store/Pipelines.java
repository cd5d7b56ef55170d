package io.pondcrm.local.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which aggregation stages the store understands; all others are refused. */
final class Pipelines {

    private static final Set<String> STAGES =
            Set.of(
                    "$match",
                    "$group",
                    "$sort",
                    "$limit",
                    "$skip",
                    "$project",
                    "$addFields",
                    "$unset",
                    "$unwind",
                    "$lookup",
                    "$facet",
                    "$bucket",
                    "$count",
                    "$sortByCount",
                    "$sample",
                    "$replaceRoot",
                    "$merge",
                    "$out");

    private Pipelines() {}

    static void check(List<?> pipeline) {
        for (Object each : pipeline) {
            if (!(each instanceof Document stage) || stage.size() != 1) {
                throw Refusal.of("a pipeline stage that is not one operator");
            }
            String name = stage.keySet().iterator().next();
            if (!STAGES.contains(name)) {
                throw Refusal.of("the stage " + name);
            }
            checkStage(name, stage.get(name));
        }
    }

    private static void checkStage(String name, @Nullable Object value) {
        switch (name) {
            case "$match" -> Filters.checked(value);
            case "$sort" -> SortOrder.of(value instanceof Document sort ? sort : null);
            case "$lookup" -> {
                if (value instanceof Document lookup
                        && lookup.get("pipeline") instanceof List<?> inner) {
                    check(inner);
                }
            }
            case "$facet" -> {
                if (value instanceof Document facets) {
                    facets.values().forEach(inner -> check((List<?>) inner));
                }
            }
            case "$merge" -> {
                if (value instanceof Document merge
                        && !(merge.getOrDefault("whenMatched", "merge") instanceof String)) {
                    throw Refusal.of("update pipelines in $merge");
                }
            }
            case "$out" -> {
                if (!(value instanceof String)) {
                    throw Refusal.of("$out into another database");
                }
            }
            default -> {}
        }
    }
}
