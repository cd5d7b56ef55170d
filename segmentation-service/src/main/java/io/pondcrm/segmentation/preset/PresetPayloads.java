package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.preset.domain.Goal;
import io.pondcrm.segmentation.preset.domain.Kpi;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.score.domain.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What callers see of presets. */
final class PresetPayloads {

    private static final String PRESETS = "/api/v1/presets/";
    private static final String TIER_SCHEMES = "/api/v1/tier-schemes/";
    private static final String LIFECYCLE_SCHEMES = "/api/v1/lifecycle-schemes/";

    private PresetPayloads() {}

    /** Where what a preset makes can be seen: its scheme, or itself if that is more than one. */
    static String made(Preset preset) {
        return preset.hasGoals()
                ? PRESETS + preset.code()
                : preset.tierScheme()
                        .map(TIER_SCHEMES::concat)
                        .or(() -> preset.lifecycleScheme().map(LIFECYCLE_SCHEMES::concat))
                        .orElseThrow();
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "PresetMeaning", description = "What it does, in both languages")
    record Words(String en, String zh) {

        static Words of(Name name) {
            return new Words(name.en(), name.zh());
        }
    }

    @DataClass(Level.PUBLIC)
    @Schema(name = "Preset", description = "A ready-made way of telling customers apart")
    record View(
            @Schema(example = "three-layer") String name,
            Words meaning,
            @Schema(description = "What it makes", example = "/api/v1/tier-schemes/three-layer")
                    @Nullable String tierScheme,
            @Schema(example = "/api/v1/lifecycle-schemes/lifecycle-4")
                    @Nullable String lifecycleScheme,
            @Schema(example = "/api/v1/presets/333/goals") @Nullable String goals,
            @Schema(description = "Whether all of that is there") boolean present) {

        static View of(Preset preset, boolean present) {
            return new View(
                    preset.code(),
                    Words.of(preset.meaning()),
                    preset.tierScheme().map(TIER_SCHEMES::concat).orElse(null),
                    preset.lifecycleScheme().map(LIFECYCLE_SCHEMES::concat).orElse(null),
                    preset.hasGoals() ? PRESETS + preset.code() + "/goals" : null,
                    present);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "PresetGoal", description = "What a figure is to come to, and how far it is")
    record GoalView(
            Kpi kpi,
            Words meaning,
            @Schema(description = "Whether the target is to be reached from below")
                    boolean moreIsBetter,
            @Schema(description = "A share, 0 to 1", example = "0.20") String target,
            LocalDate due,
            @Schema(
                            description =
                                    "The share when everybody had a tier and a stage for the first"
                                            + " time; absent before, and without customers",
                            example = "0.1250")
                    @Nullable String baseline,
            @Schema(description = "The share now; absent without customers", example = "0.1500")
                    @Nullable String actual,
            @Schema(description = "How many customers that are") long customers,
            @Schema(description = "Of how many") long of,
            boolean attained,
            @Schema(description = "What is missing; 0 if attained", example = "0.0500") String gap,
            @Schema(
                            description = "Of the way from the baseline to the target, 0 to 1",
                            example = "0.3333")
                    String progress,
            Instant setAt,
            Instant asOf) {

        static GoalView of(Goal goal, Kpi.Reading now, Instant setAt, Instant asOf) {
            var kpi = goal.kpi();
            var progress = goal.progress(now);
            var baseline = goal.baseline();
            return new GoalView(
                    kpi,
                    Words.of(kpi.meaning()),
                    kpi.moreIsBetter(),
                    kpi.target().toPlainString(),
                    goal.due(),
                    baseline == null ? null : baseline.toPlainString(),
                    progress.actual().map(BigDecimal::toPlainString).orElse(null),
                    now.customers(),
                    now.of(),
                    progress.attained(),
                    progress.gap().toPlainString(),
                    progress.progress().toPlainString(),
                    setAt,
                    asOf);
        }
    }
}
