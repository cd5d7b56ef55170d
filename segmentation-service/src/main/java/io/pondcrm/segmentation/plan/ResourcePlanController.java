package io.pondcrm.segmentation.plan;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.plan.domain.HoursSolver;
import io.pondcrm.segmentation.plan.domain.Planning;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.plan.domain.TierNeed;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
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
    private final HeldTiers tiers;
    private final TierValues values;
    private final HoursSolver solver;
    private final Clock clock;
    private final String currency;

    ResourcePlanController(
            MongoOperations mongo,
            HeldTiers tiers,
            TierValues values,
            HoursSolver solver,
            Clock clock,
            @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.mongo = mongo;
        this.tiers = tiers;
        this.values = values;
        this.solver = solver;
        this.clock = clock;
        this.currency = currency;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createResourcePlan",
            summary = "Spreads the hours of teams over tiers",
            description =
                    "Serves the most value at risk there can be, gives nobody less than their"
                            + " floor and takes no more than the teams have; 422 says how many"
                            + " hours are missing. A plan never changes.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<ResourcePlanPayloads.View> create(
            @Valid @RequestBody ResourcePlanPayloads.NewPlan body, NewId newId) {
        var id = TypeId.of("plan", newId.uuid());
        var plan = find(id).orElseGet(() -> keep(plan(id, body)));
        return ResponseEntity.created(URI.create("/api/v1/resource-plans/" + id))
                .body(ResourcePlanPayloads.View.of(plan));
    }

    private ResourcePlan plan(String id, ResourcePlanPayloads.NewPlan body) {
        var named = body.scheme();
        var scheme = named == null ? tiers.listSchemes().getFirst() : named;
        var faults = body.faults(tiers.listTiers(scheme), currency);
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var needs =
                body.needs(
                        tiers.count(scheme),
                        body.needsValues()
                                ? values.netSpend(scheme, currency, now)
                                : Map.<String, BigDecimal>of());
        return switch (Planning.of(body.teamsToDomain(), needs, solver)) {
            case Planning.Planned(var shares) ->
                    new ResourcePlan(
                            id,
                            body.name(),
                            scheme,
                            currency,
                            body.teamsToDomain(),
                            needs,
                            shares,
                            now);
            case Planning.FloorsTooHigh lack ->
                    throw ResourcePlanProblem.RESOURCE_PLAN_HOURS_MISSING.exception(
                            missing(needs, lack),
                            ResourcePlanPayloads.text(lack.missingInAll()),
                            ResourcePlanPayloads.text(lack.needed()),
                            ResourcePlanPayloads.text(lack.available()));
        };
    }

    private static List<FieldError> missing(List<TierNeed> needs, Planning.FloorsTooHigh lack) {
        var errors = new ArrayList<FieldError>();
        for (var at = 0; at < needs.size(); at++) {
            var hours = lack.missing().get(needs.get(at).tier());
            if (hours != null) {
                errors.add(
                        new FieldError(
                                "/tiers/" + at + "/minServiceLevel",
                                "hours-missing",
                                new Text("{0} hours are missing here", "此处缺少 {0} 小时"),
                                List.of(ResourcePlanPayloads.text(hours))));
            }
        }
        return errors;
    }

    private ResourcePlan keep(ResourcePlan plan) {
        try {
            mongo.insert(ResourcePlanDocument.of(plan));
            return plan;
        } catch (DuplicateKeyException _) {
            // The same request at the same time: both answer with what is kept.
            return find(plan.id()).orElseThrow();
        }
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
        return find(id).orElseThrow(ResourcePlanProblem.RESOURCE_PLAN_NOT_FOUND::exception);
    }

    private Optional<ResourcePlan> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ResourcePlanDocument.class))
                .map(ResourcePlanDocument::toDomain);
    }
}
