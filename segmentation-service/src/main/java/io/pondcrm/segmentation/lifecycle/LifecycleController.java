package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.lifecycle.domain.StageHistory;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
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

    private final MongoLifecycleSchemes schemes;
    private final Facts facts;
    private final LifecycleQueries queries;
    private final Clock clock;

    LifecycleController(
            MongoLifecycleSchemes schemes, Facts facts, LifecycleQueries queries, Clock clock) {
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
                    "Computed from the purchases we know; with asOf, as of that day or moment, by"
                            + " the version that was in force then.")
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
        var meant = chosen(scheme);
        var known = facts(id);
        var moment = asOf == null ? clock.instant() : asOf.moment();
        var course =
                StageHistory.follow(meant, known, moment).orElseThrow(() -> none(meant, moment));
        return LifecyclePayloads.CustomerLifecycle.of(
                known.customer(), meant.inForceAt(moment).orElseThrow(), course);
    }

    @GetMapping("/customers/{id}/lifecycle/history")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerLifecycleHistory",
            summary = "Every stage a customer passed",
            description =
                    "Newest first, followed from the purchases we know by now, by whichever"
                            + " version was in force.")
    Page<LifecyclePayloads.Phase> history(
            @PathVariable("id") String id,
            @Parameter(description = SCHEME, example = "lifecycle-4")
                    @RequestParam(name = "scheme", required = false)
                    @Nullable String scheme) {
        var meant = chosen(scheme);
        var now = clock.instant();
        var phases = StageHistory.phases(meant, facts(id), now);
        if (phases.isEmpty()) {
            throw none(meant, now);
        }
        return Page.whole(phases.reversed().stream().map(LifecyclePayloads.Phase::of).toList());
    }

    private static ProblemException none(Editions<LifecycleScheme> scheme, Instant moment) {
        return (scheme.inForceAt(moment).isEmpty()
                        ? LifecycleProblem.LIFECYCLE_SCHEME_NOT_IN_FORCE
                        : LifecycleProblem.LIFECYCLE_UNKNOWN_CUSTOMER)
                .exception();
    }

    @GetMapping("/lifecycle-schemes/{scheme}/distribution")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getLifecycleDistribution",
            summary = "How many customers each stage has")
    LifecyclePayloads.Distribution distribution(@PathVariable("scheme") String id) {
        return queries.distribution(inForce(id));
    }

    @GetMapping("/lifecycle-schemes/{scheme}/members")
    @RequiresScope("scores:read")
    @Operation(operationId = "listLifecycleMembers", summary = "The customers in a stage")
    Page<LifecyclePayloads.Member> members(
            @PathVariable("scheme") String id,
            @Parameter(example = "LOYAL") @RequestParam("stage") String stage,
            PageRequest page) {
        var scheme = inForce(id);
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

    private Editions<LifecycleScheme> chosen(@Nullable String id) {
        return scheme(id == null ? schemes.main().id() : id);
    }

    private LifecycleScheme inForce(String id) {
        return scheme(id)
                .published()
                .orElseThrow(LifecycleProblem.LIFECYCLE_SCHEME_NOT_IN_FORCE::exception)
                .definition();
    }

    private Editions<LifecycleScheme> scheme(String id) {
        return schemes.findEditions(id)
                .orElseThrow(LifecycleProblem.LIFECYCLE_SCHEME_NOT_FOUND::exception);
    }
}
