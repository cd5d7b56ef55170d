package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/presets")
@Tag(name = "Presets", description = "Ready-made tier schemes by one call")
class PresetController {

    private final TierSchemes schemes;
    private final Jobs jobs;
    private final Clock clock;
    private final String currency;

    PresetController(
            TierSchemes schemes,
            Jobs jobs,
            Clock clock,
            @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.schemes = schemes;
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

    @PostMapping("/{preset}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "applyPreset",
            summary = "Sets a preset up",
            description =
                    "Makes and publishes its scheme, and gives all customers their tiers by a job,"
                            + " which Link names. What is there already stays as it is: 200.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "There already", useReturnTypeSchema = true)
    ResponseEntity<PresetPayloads.View> apply(
            @PathVariable("preset") String name, NewId newId, Caller caller) {
        var preset =
                Preset.find(name)
                        .orElseThrow(() ->
                                PresetProblem.PRESET_NOT_FOUND.exception(
                                        Arrays.stream(Preset.values())
                                                .map(Preset::code)
                                                .collect(Collectors.joining(", "))));
        var scheme = preset.scheme(currency);
        if (scheme.isEmpty()) {
            return ResponseEntity.ok(view(preset));
        }
        var made = schemes.install(scheme.get(), clock.instant(), caller.clientId());
        // Also where it is there: whoever made it may have stopped before the job was handed in.
        var job =
                jobs.submit(
                        newId.uuid(),
                        TierSchemes.MEMBERS_JOB,
                        Map.of("scheme", preset.schemeId()),
                        caller);
        var answer =
                made
                        ? ResponseEntity.created(
                                URI.create("/api/v1/tier-schemes/" + preset.schemeId()))
                        : ResponseEntity.ok();
        return answer.header("Link", "</api/v1/jobs/" + job + ">; rel=\"job\"").body(view(preset));
    }

    private PresetPayloads.View view(Preset preset) {
        return PresetPayloads.View.of(
                preset, schemes.findAt(preset.schemeId(), clock.instant()).isPresent());
    }
}
