package io.pondcrm.segmentation.preset;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        var set = find(preset);
        if (set.isEmpty() || set.get().begun()) {
            return;
        }
        var now = read(preset);
        mongo.updateFirst(
                query(where("_id").is(preset.code()).and("begun").is(false)),
                new Update()
                        .set("begun", true)
                        .set(
                                "goals",
                                set.get().toDomain().stream()
                                        .map(it ->
                                                it.begunAt(
                                                        Objects.requireNonNull(now.get(it.kpi()))))
                                        .map(PresetGoalsDocument.GoalPart::of)
                                        .toList()),
                PresetGoalsDocument.class);
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
