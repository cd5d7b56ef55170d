package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.preset.domain.Kpi;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/presets")
@Tag(name = "Presets", description = "Ready-made tier and lifecycle schemes by one call")
class PresetController {

    private final TierSchemes schemes;
    private final LifecycleSchemes lifecycles;
    private final PresetGoals goals;
    private final Jobs jobs;
    private final Clock clock;
    private final String currency;

    PresetController(
            TierSchemes schemes,
            LifecycleSchemes lifecycles,
            PresetGoals goals,
            Jobs jobs,
            Clock clock,
            @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.schemes = schemes;
        this.lifecycles = lifecycles;
        this.goals = goals;
        this.jobs = jobs;
        this.clock = clock;
        this.currency = currency;
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(operationId = "listPresets", summary = "The presets, and what each makes")
    Page<PresetPayloads.View> list() {
        return Page.whole(Arrays.stream(Preset.values()).map(this::view).toList());
    }

    @GetMapping("/{preset}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getPreset", summary = "A preset, and what it makes")
    PresetPayloads.View get(@PathVariable("preset") String name) {
        return view(preset(name));
    }

    @PostMapping("/{preset}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "applyPreset",
            summary = "Sets a preset up",
            description =
                    "Makes and publishes its schemes, and gives all customers their tiers and"
                            + " stages by a job, which Link names. One with quotas (value-3) is"
                            + " published by that job, with the cut points that it draws. What is"
                            + " there already stays as it is, whatever the body says: 200. Of"
                            + " a scheme that is retired the next version comes into force;"
                            + " likewise of retail-membership, as long as nobody made another"
                            + " version of it, where the body asks for anything else than what"
                            + " is in force from the beginning.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "There already", useReturnTypeSchema = true)
    ResponseEntity<PresetPayloads.View> apply(
            @PathVariable("preset") String name,
            @Valid @RequestBody(required = false) PresetPayloads.@Nullable NewPreset body,
            NewId newId,
            Caller caller) {
        var preset = preset(name);
        var wish = body == null ? new PresetPayloads.NewPreset(null, null, null, null) : body;
        var faults = body == null ? List.<FieldError>of() : body.faults(preset);
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var now = clock.instant();
        if (preset == Preset.LIFECYCLE_5) {
            return ResponseEntity.ok(view(preset));
        }
        var tiersMade =
                preset.scheme(wish.toDomain(currency))
                        .map(it -> schemes.install(it, now, caller.clientId()))
                        .orElse(false);
        var stagesMade =
                preset == Preset.LIFECYCLE_4 && lifecycles.setUpFourStages(now, caller.clientId());
        var goalsMade = goals.set(preset, now);
        // Also where it is there: whoever made it may have stopped before the job was handed in.
        var job =
                jobs.submit(
                        newId.uuid(),
                        PresetJob.NAME,
                        PresetJob.params(preset, TypeId.of("tcut", newId.at(0)), caller.clientId()),
                        caller);
        var answer =
                tiersMade || stagesMade || goalsMade
                        ? ResponseEntity.created(URI.create(PresetPayloads.made(preset)))
                        : ResponseEntity.ok();
        return answer.header("Link", "</api/v1/jobs/" + job + ">; rel=\"job\"").body(view(preset));
    }

    @GetMapping("/{preset}/goals")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listPresetGoals",
            summary = "What a preset's figures are to come to, and how far they are",
            description =
                    "Counted now, by the tiers and stages that customers have. Empty for a preset"
                            + " without goals, and before it is set up.")
    Page<PresetPayloads.GoalView> goals(@PathVariable("preset") String name) {
        var preset = preset(name);
        var set = goals.find(preset);
        if (set.isEmpty()) {
            return Page.whole(List.of());
        }
        var readings = goals.read(preset);
        var now = clock.instant();
        return Page.whole(
                set.get().toDomain().stream()
                        .map(it ->
                                PresetPayloads.GoalView.of(
                                        it,
                                        Objects.requireNonNull(readings.get(it.kpi())),
                                        set.get().setAt(),
                                        now))
                        .toList());
    }

    @PatchMapping("/{preset}/goals/{kpi}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "changePresetGoal",
            summary = "Changes what a figure is to come to, or by when",
            description = "Merge patch. The baseline stays; of two changes at once the last stays.")
    PresetPayloads.GoalView changeGoal(
            @PathVariable("preset") String name,
            @PathVariable("kpi") Kpi kpi,
            @RequestBody MergePatch<PresetPayloads.GoalChange> patch) {
        var preset = preset(name);
        var now = clock.instant();
        var set =
                goals.change(
                                preset,
                                kpi,
                                it -> {
                                    var after = patch.applyTo(PresetPayloads.GoalChange.of(it));
                                    if (!after.due()
                                                    .isAfter(
                                                            LocalDate.ofInstant(
                                                                    now, ZoneOffset.UTC))
                                            && !after.due().equals(it.due())) {
                                        throw WebProblem.VALIDATION.exception(
                                                List.of(
                                                        new FieldError(
                                                                "/due",
                                                                "past",
                                                                new Text(
                                                                        "A day to come",
                                                                        "请使用将来的日期"))));
                                    }
                                    return after.on(it);
                                })
                        .orElseThrow(PresetProblem.PRESET_GOAL_NOT_FOUND::exception);
        return set.toDomain().stream()
                .filter(it -> it.kpi() == kpi)
                .map(it ->
                        PresetPayloads.GoalView.of(
                                it,
                                Objects.requireNonNull(goals.read(preset).get(kpi)),
                                set.setAt(),
                                now))
                .findFirst()
                .orElseThrow(PresetProblem.PRESET_GOAL_NOT_FOUND::exception);
    }

    private static Preset preset(String name) {
        return Preset.find(name)
                .orElseThrow(() ->
                        PresetProblem.PRESET_NOT_FOUND.exception(
                                Arrays.stream(Preset.values())
                                        .map(Preset::code)
                                        .collect(Collectors.joining(", "))));
    }

    private PresetPayloads.View view(Preset preset) {
        var now = clock.instant();
        return PresetPayloads.View.of(
                preset,
                preset.tierScheme().map(it -> schemes.findAt(it, now).isPresent()).orElse(true)
                        && preset.lifecycleScheme()
                                .map(it -> lifecycles.find(it).isPresent())
                                .orElse(true)
                        && (!preset.hasGoals() || goals.find(preset).isPresent()));
    }
}
