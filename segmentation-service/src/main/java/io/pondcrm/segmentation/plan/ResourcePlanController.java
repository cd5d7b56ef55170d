package io.pondcrm.segmentation.plan;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/resource-plans")
@Tag(name = "Resource plans", description = "The hours of teams, spread over tiers")
class ResourcePlanController {

    private final MongoOperations mongo;
    private final MakePlan makePlan;
    private final HeldTiers tiers;
    private final Jobs jobs;
    private final Clock clock;

    ResourcePlanController(
            MongoOperations mongo, MakePlan makePlan, HeldTiers tiers, Jobs jobs, Clock clock) {
        this.mongo = mongo;
        this.makePlan = makePlan;
        this.tiers = tiers;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createResourcePlan",
            summary = "Spreads the hours of teams over tiers",
            description =
                    "Serves the most value at risk there can be, gives nobody less than their"
                            + " floor and takes no more than the teams have; 422 says how many"
                            + " hours are missing. A plan never changes. Where a valueAtRisk is"
                            + " left out every customer has to be looked at: that is a job, which"
                            + " fails by the same reasons.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = ResourcePlanPayloads.View.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Handed in; Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> create(
            @Valid @RequestBody ResourcePlanPayloads.NewPlan body, NewId newId, Caller caller) {
        var id = TypeId.of("plan", newId.at(0));
        var faults = makePlan.faults(body);
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (body.needsValues()) {
            return jobs.accepted(
                    jobs.submit(
                            newId.uuid(),
                            ResourcePlanJob.NAME,
                            ResourcePlanJob.params(id, body, now),
                            caller));
        }
        var plan = makePlan.handle(id, body, Map.of(), now);
        return ResponseEntity.created(URI.create("/api/v1/resource-plans/" + id))
                .body(ResourcePlanPayloads.View.of(plan));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listResourcePlans",
            summary = "The resource plans there are, newest first")
    Page<ResourcePlanPayloads.View> list(PageRequest page) {
        return page.find(
                mongo,
                new Criteria(),
                ResourcePlanDocument.class,
                it -> ResourcePlanPayloads.View.of(it.toDomain()));
    }

    @GetMapping("/{plan}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getResourcePlan", summary = "A resource plan")
    ResourcePlanPayloads.View get(@PathVariable("plan") String id) {
        return ResourcePlanPayloads.View.of(existing(id));
    }

    @GetMapping("/{plan}/fairness")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getResourcePlanFairness",
            summary = "Whether a plan neglects anybody",
            description =
                    "How many customers of each tier would be left under the floor: of those"
                            + " planned for, always 0, and of those who hold the tier now.")
    ResourcePlanPayloads.Fairness fairness(@PathVariable("plan") String id) {
        var plan = existing(id);
        return ResourcePlanPayloads.Fairness.of(plan, tiers.count(plan.scheme()), clock.instant());
    }

    private ResourcePlan existing(String id) {
        return makePlan.find(id)
                .orElseThrow(ResourcePlanProblem.RESOURCE_PLAN_NOT_FOUND::exception);
    }
}
