package io.pondcrm.segmentation.insight;

import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.segmentation.insight.domain.BehaviourMetric;
import io.pondcrm.segmentation.insight.domain.FunnelSteps;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.score.domain.Days;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Insight", description = "What sets a segment or a customer apart")
class InsightController {

    static final String YEAR = "P365D";
    private static final String STEPS = "registered,purchase,purchase";

    private final InsightQueries queries;

    InsightController(InsightQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/segments/{id}/profile")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "getSegmentProfile",
            summary = "A segment's size, value, and what its members have more of",
            description =
                    "Counted over all customers as of now. Over-indexed is what members surely have"
                            + " more of: by the lower limit of a 95 % interval.")
    InsightPayloads.Profile profile(@PathVariable("id") String id) {
        return queries.profile(id);
    }

    @GetMapping("/segments/{id}/needs")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "getSegmentNeeds",
            summary = "The categories that a segment's members buy, beside all customers")
    InsightPayloads.Needs needs(
            @PathVariable("id") String id,
            @Parameter(
                            description = "How far back sales count",
                            schema = @Schema(type = "string", defaultValue = YEAR, example = YEAR))
                    @RequestParam(name = "window", defaultValue = YEAR)
                    Days window) {
        return queries.needs(id, window);
    }

    @GetMapping("/segments/{id}/behaviour")
    @RequiresScope("segments:read")
    @Operation(
            operationId = "getSegmentBehaviour",
            summary = "When a segment's members buy, beside all customers",
            description =
                    "By hour, by day of the week, as cohorts by the first sale's month, or as a"
                            + " funnel: how many who took a first step took the next ones after it,"
                            + " in their order.")
    InsightPayloads.Behaviour behaviour(
            @PathVariable("id") String id,
            @RequestParam("metric") BehaviourMetric metric,
            @Parameter(
                            description = "Whose hours, days and months",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = "UTC",
                                            example = "Asia/Shanghai"))
                    @RequestParam(name = "zone", defaultValue = "UTC")
                    ZoneId zone,
            @Parameter(
                            description =
                                    "How far back sales count, or a funnel's first step; not for"
                                            + " cohorts",
                            schema = @Schema(type = "string", defaultValue = YEAR, example = YEAR))
                    @RequestParam(name = "window", defaultValue = YEAR)
                    Days window,
            @Parameter(
                            description =
                                    "Of a funnel: two to eight of registered, purchase, refund,"
                                            + " purchase:<category>",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = STEPS,
                                            example = "registered,purchase,purchase:tea"))
                    @RequestParam(name = "steps", defaultValue = STEPS)
                    FunnelSteps steps,
            @Parameter(
                            description =
                                    "Of a funnel: how long after the first step the last may be",
                            schema =
                                    @Schema(
                                            type = "string",
                                            defaultValue = "P90D",
                                            example = "P90D"))
                    @RequestParam(name = "within", defaultValue = "P90D")
                    Days within) {
        return queries.behaviour(id, metric, zone, window, steps, within);
    }

    @GetMapping("/customers/{id}/need-profile")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getNeedProfile",
            summary = "Whether a customer looks for a low price or for quality, with evidence",
            description =
                    "By purchases and answers to surveys of the window before asOf. Each need is a"
                            + " score like the others, price-need and quality-need; explanation names"
                            + " where it is told as a sum, with everything that it was made of.")
    InsightPayloads.CustomerNeeds customer(
            @PathVariable("id") String id,
            @Parameter(
                            description = "How far back purchases and answers count",
                            schema = @Schema(type = "string", defaultValue = YEAR, example = YEAR))
                    @RequestParam(name = "window", defaultValue = YEAR)
                    Days window,
            @Parameter(
                            description =
                                    "A date (its first moment, UTC) or a moment; now if left out",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return queries.customer(id, window, asOf);
    }
}
