package io.pondcrm.segmentation.preset;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.preset.domain.Goal;
import io.pondcrm.segmentation.preset.domain.Kpi;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The goals that presets set, and what they are held against. */
@Component
class PresetGoals {

    private final MongoOperations mongo;
    private final HeldTiers tiers;
    private final LifecycleSchemes lifecycles;

    PresetGoals(MongoOperations mongo, HeldTiers tiers, LifecycleSchemes lifecycles) {
        this.mongo = mongo;
        this.tiers = tiers;
        this.lifecycles = lifecycles;
    }

    Optional<PresetGoalsDocument> find(Preset preset) {
        return Optional.ofNullable(mongo.findById(preset.code(), PresetGoalsDocument.class));
    }

    /**
     * Sets a preset's goals, unless they are set.
     *
     * @return whether they were
     */
    boolean set(Preset preset, Instant at) {
        if (!preset.hasGoals() || find(preset).isPresent()) {
            return false;
        }
        try {
            mongo.insert(
                    new PresetGoalsDocument(
                            preset.code(),
                            null,
                            at.truncatedTo(ChronoUnit.MILLIS),
                            false,
                            Goal.all(LocalDate.ofInstant(at, ZoneOffset.UTC)).stream()
                                    .map(PresetGoalsDocument.GoalPart::of)
                                    .toList()));
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Takes the figures of now as baselines, once. */
    void begin(Preset preset) {
        if (find(preset).filter(it -> !it.begun()).isEmpty()) {
            return;
        }
        var now = read(preset);
        change(
                preset,
                set ->
                        set.begun()
                                ? set.toDomain()
                                : set.toDomain().stream()
                                        .map(it ->
                                                it.begunAt(
                                                        Objects.requireNonNull(now.get(it.kpi()))))
                                        .toList(),
                true);
    }

    /**
     * Changes one of a preset's goals.
     *
     * @return empty if the preset has none, or they are not set
     */
    Optional<PresetGoalsDocument> change(Preset preset, Kpi kpi, UnaryOperator<Goal> decision) {
        return change(
                preset,
                set ->
                        set.toDomain().stream()
                                .map(it -> it.kpi() == kpi ? decision.apply(it) : it)
                                .toList(),
                false);
    }

    private Optional<PresetGoalsDocument> change(
            Preset preset, Function<PresetGoalsDocument, List<Goal>> decision, boolean begins) {
        return OptimisticWrite.until(
                "A preset's goals",
                () -> {
                    var seen = find(preset);
                    return seen.isEmpty() || replace(seen.get(), decision.apply(seen.get()), begins)
                            ? Optional.of(find(preset))
                            : Optional.empty();
                });
    }

    private boolean replace(PresetGoalsDocument seen, List<Goal> goals, boolean begins) {
        var before = where("_id").is(seen.id());
        var revision = seen.revision();
        return mongo.updateFirst(
                                query(
                                        revision == null
                                                ? before.and("revision").exists(false)
                                                : before.and("revision").is(revision)),
                                new Update()
                                        .set("revision", revision == null ? 1 : revision + 1)
                                        .set("begun", seen.begun() || begins)
                                        .set(
                                                "goals",
                                                goals.stream()
                                                        .map(PresetGoalsDocument.GoalPart::of)
                                                        .toList()),
                                PresetGoalsDocument.class)
                        .getMatchedCount()
                == 1;
    }

    /** All figures as of now. */
    Map<Kpi, Kpi.Reading> read(Preset preset) {
        var inTiers = new HashMap<String, Long>();
        preset.tierScheme().map(tiers::count).ifPresent(inTiers::putAll);
        var inStages = new HashMap<String, Long>();
        preset.lifecycleScheme()
                .flatMap(lifecycles::find)
                .map(lifecycles::count)
                .ifPresent(it -> it.forEach((stage, count) -> inStages.put(stage.name(), count)));
        return Goal.read(inTiers, inStages);
    }
}
