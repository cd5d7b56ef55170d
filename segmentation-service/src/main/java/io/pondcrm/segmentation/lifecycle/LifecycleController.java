package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleCourse;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Lifecycle", description = "Stages of a customer's life with the company")
class LifecycleController {

    private static final String SCHEME = "lifecycle-5 if left out";

    private final LifecycleSchemes schemes;
    private final Facts facts;
    private final LifecycleQueries queries;
    private final Clock clock;

    LifecycleController(
            LifecycleSchemes schemes, Facts facts, LifecycleQueries queries, Clock clock) {
        this.schemes = schemes;
        this.facts = facts;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping("/customers/{id}/lifecycle")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerLifecycle",
            summary = "A customer's lifecycle stage, with reasons",
            description =
                    "Computed from the purchases we know; with asOf, as of that day or moment.")
    LifecyclePayloads.CustomerLifecycle lifecycle(
            @PathVariable("id") String id,
            @Parameter(description = SCHEME, example = "lifecycle-4")
                    @RequestParam(name = "scheme", required = false)
                    @Nullable String scheme,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var rules = chosen(scheme);
        var known = facts(id);
        return LifecyclePayloads.CustomerLifecycle.of(
                known.customer(),
                rules,
                follow(rules, known, asOf == null ? clock.instant() : asOf.moment()));
    }

    @GetMapping("/customers/{id}/lifecycle/history")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerLifecycleHistory",
            summary = "Every stage a customer passed",
            description = "Newest first, followed from the purchases we know by now.")
    Page<LifecyclePayloads.Phase> history(
            @PathVariable("id") String id,
            @Parameter(description = SCHEME, example = "lifecycle-4")
                    @RequestParam(name = "scheme", required = false)
                    @Nullable String scheme) {
        var phases = follow(chosen(scheme), facts(id), clock.instant()).phases();
        var newestFirst = new ArrayList<LifecyclePayloads.Phase>();
        for (var at = phases.size() - 1; at >= 0; at--) {
            newestFirst.add(
                    LifecyclePayloads.Phase.of(
                            phases.get(at),
                            at + 1 < phases.size() ? phases.get(at + 1).enteredAt() : null));
        }
        return Page.whole(newestFirst);
    }

    @GetMapping("/lifecycle-schemes")
    @RequiresScope("scores:read")
    @Operation(operationId = "listLifecycleSchemes", summary = "The lifecycle schemes there are")
    Page<LifecyclePayloads.Scheme> schemes() {
        var all = new ArrayList<LifecyclePayloads.Scheme>();
        all.add(LifecyclePayloads.Scheme.of(schemes.main()));
        schemes.listFurther().forEach(it -> all.add(LifecyclePayloads.Scheme.of(it)));
        return Page.whole(all);
    }

    @GetMapping("/lifecycle-schemes/{scheme}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getLifecycleScheme", summary = "A lifecycle scheme with its rules")
    LifecyclePayloads.Scheme scheme(@PathVariable("scheme") String id) {
        return LifecyclePayloads.Scheme.of(known(id));
    }

    @GetMapping("/lifecycle-schemes/{scheme}/distribution")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getLifecycleDistribution",
            summary = "How many customers each stage has")
    LifecyclePayloads.Distribution distribution(@PathVariable("scheme") String id) {
        return queries.distribution(known(id));
    }

    @GetMapping("/lifecycle-schemes/{scheme}/members")
    @RequiresScope("scores:read")
    @Operation(operationId = "listLifecycleMembers", summary = "The customers in a stage")
    Page<LifecyclePayloads.Member> members(
            @PathVariable("scheme") String id,
            @Parameter(example = "LOYAL") @RequestParam("stage") String stage,
            PageRequest page) {
        var scheme = known(id);
        return scheme.findStage(stage)
                .map(it -> queries.members(scheme, it, page))
                .orElseThrow(() ->
                        LifecycleProblem.LIFECYCLE_STAGE_NOT_FOUND.exception(
                                scheme.stages().stream()
                                        .map(Stage::name)
                                        .collect(Collectors.joining(", "))));
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(LifecycleProblem.LIFECYCLE_UNKNOWN_CUSTOMER::exception);
    }

    private static LifecycleCourse follow(
            LifecycleScheme scheme, CustomerFacts known, Instant moment) {
        return scheme.follow(known, moment)
                .orElseThrow(LifecycleProblem.LIFECYCLE_UNKNOWN_CUSTOMER::exception);
    }

    private LifecycleScheme chosen(@Nullable String id) {
        return id == null ? schemes.main() : known(id);
    }

    private LifecycleScheme known(String id) {
        return schemes.find(id).orElseThrow(LifecycleProblem.LIFECYCLE_SCHEME_NOT_FOUND::exception);
    }
}
