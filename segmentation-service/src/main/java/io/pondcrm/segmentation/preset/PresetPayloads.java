package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.Faults;
import io.pondcrm.segmentation.preset.domain.Goal;
import io.pondcrm.segmentation.preset.domain.Kpi;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.score.domain.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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
    @Schema(name = "NewPresetName", description = "A name in both languages")
    record NewName(@NotBlank @Size(max = 100) String en, @NotBlank @Size(max = 100) String zh) {

        Name toDomain() {
            return new Name(en, zh);
        }
    }

    /** How a caller wants a preset to be set up. */
    @DataClass(Level.PUBLIC)
    @Schema(
            name = "NewPreset",
            description = "For presets that make a tier scheme; what is left out is the preset's")
    record NewPreset(
            @Schema(
                            description =
                                    "ISO 4217; amounts in the preset's rules are then in it, and may"
                                            + " be changed by the scheme's next version",
                            example = "CNY")
                    @Nullable String currency,
            @Schema(description = "Whose days periods count in", example = "Asia/Shanghai")
                    @Nullable String zone,
            @Schema(description = "Of the scheme") @Nullable @Valid NewName name,
            @Schema(description = "Of tiers, by their codes") @Nullable @Size(max = 20)
                    Map<String, @NotNull @Valid NewName> tierNames) {

        List<FieldError> faults(Preset preset) {
            var faults = new ArrayList<FieldError>();
            var scheme = preset.scheme("CNY");
            if (scheme.isEmpty()) {
                if (currency != null || zone != null || name != null || tierNames != null) {
                    faults.add(
                            new FieldError(
                                    "",
                                    "not-of-this-preset",
                                    new Text(
                                            "This preset makes no tier scheme: leave the body out",
                                            "该预设不创建等级方案：请不要发送请求体")));
                }
                return faults;
            }
            if (currency != null) {
                Faults.currency("/currency", currency).ifPresent(faults::add);
            }
            if (zone != null && !isZone(zone)) {
                faults.add(
                        new FieldError(
                                "/zone",
                                "zone",
                                new Text(
                                        "A time zone such as Asia/Shanghai",
                                        "请使用时区名，例如 Asia/Shanghai")));
            }
            names().keySet().stream()
                    .filter(it -> scheme.get().rankOf(it) < 0)
                    .sorted()
                    .forEach(it ->
                            faults.add(
                                    new FieldError(
                                            "/tierNames/" + it,
                                            "tier-unknown",
                                            new Text("The preset has no such tier", "该预设没有此等级"))));
            return faults;
        }

        private static boolean isZone(String zone) {
            try {
                ZoneId.of(zone);
                return true;
            } catch (DateTimeException _) {
                return false;
            }
        }

        private Map<String, NewName> names() {
            return Objects.requireNonNullElse(tierNames, Map.of());
        }

        /**
         * @param usual the currency where none is named
         */
        Preset.Wish toDomain(String usual) {
            return new Preset.Wish(
                    Objects.requireNonNullElse(currency, usual),
                    zone == null ? null : ZoneId.of(zone),
                    name == null ? null : name.toDomain(),
                    names().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, it -> it.getValue().toDomain())));
        }
    }

    /** What a caller may change of a goal. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "PresetGoalChange")
    record GoalChange(
            @NotNull
                    @Pattern(regexp = "0\\.[0-9]{1,4}|1|1\\.0{1,4}")
                    @Schema(description = "A share, 0 to 1", example = "0.25")
                    String target,
            @NotNull @Schema(example = "2027-06-01") LocalDate due) {

        static GoalChange of(Goal goal) {
            return new GoalChange(goal.target().toPlainString(), goal.due());
        }

        Goal on(Goal goal) {
            return new Goal(goal.kpi(), new BigDecimal(target), goal.baseline(), due);
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
                    goal.target().toPlainString(),
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
