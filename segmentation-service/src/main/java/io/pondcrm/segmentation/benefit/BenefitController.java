package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Benefits;
import io.pondcrm.segmentation.benefit.domain.Ending;
import io.pondcrm.segmentation.benefit.domain.Entitlement;
import io.pondcrm.segmentation.benefit.domain.Grant;
import io.pondcrm.segmentation.benefit.domain.Granting;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Benefits", description = "What customers of a tier are entitled to, and when")
class BenefitController {

    private final MongoBenefits benefits;
    private final AnnounceGrants announceGrants;
    private final HeldTiers tiers;
    private final Facts facts;
    private final Clock clock;

    BenefitController(
            MongoBenefits benefits,
            AnnounceGrants announceGrants,
            HeldTiers tiers,
            Facts facts,
            Clock clock) {
        this.benefits = benefits;
        this.announceGrants = announceGrants;
        this.tiers = tiers;
        this.facts = facts;
        this.clock = clock;
    }

    @PostMapping("/benefits")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createBenefit",
            summary = "Makes a benefit",
            description = "It changes no more; who gets it, and how much, its grants say.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<BenefitPayloads.View> create(
            @Valid @RequestBody BenefitPayloads.NewBenefit body, NewId newId) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("ben", newId.uuid());
        if (benefits.find(id).isEmpty() && benefits.count() >= Benefits.MAX_BENEFITS) {
            throw BenefitProblem.BENEFIT_TOO_MANY.exception(Benefits.MAX_BENEFITS);
        }
        benefits.keep(body.toDomain(id));
        var stored = benefit(id);
        return ResponseEntity.created(URI.create("/api/v1/benefits/" + id))
                .eTag(ETags.of(stored.version()))
                .body(BenefitPayloads.View.of(stored));
    }

    @GetMapping("/benefits")
    @RequiresScope("scores:read")
    @Operation(operationId = "listBenefits", summary = "The benefits there are, oldest first")
    Page<BenefitPayloads.View> list() {
        return Page.whole(benefits.listAll().stream().map(BenefitPayloads.View::of).toList());
    }

    @GetMapping("/benefits/{benefit}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getBenefit", summary = "A benefit with all its grants")
    ResponseEntity<BenefitPayloads.View> get(@PathVariable("benefit") String id) {
        var stored = benefit(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(BenefitPayloads.View.of(stored));
    }

    @PostMapping("/benefits/{benefit}/grants")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "grantBenefit",
            summary = "Gives a benefit to whoever holds a tier",
            description =
                    "A tier has a benefit once at a time. A grant never changes: end it, and make"
                            + " another one. Where it holds already, customers are told by the job"
                            + " that the Link names; else by one when its date is reached.")
    @ApiResponse(responseCode = "201", description = "Granted", useReturnTypeSchema = true)
    ResponseEntity<BenefitPayloads.GrantView> grant(
            @PathVariable("benefit") String id,
            @Valid @RequestBody BenefitPayloads.NewGrant body,
            NewId newId) {
        var now = now();
        var faults = body.faults(benefit(id), tiers, now);
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var wanted = body.toDomain(TypeId.of("grt", newId.uuid()), now);
        var granted = OptimisticWrite.until("A benefit", () -> tryToGrant(benefit(id), wanted));
        var answer =
                ResponseEntity.created(
                        URI.create("/api/v1/benefits/%s/grants/%s".formatted(id, granted.id())));
        announce(id, answer);
        return answer.body(BenefitPayloads.GrantView.of(granted));
    }

    /** Has customers told, and says by which job. */
    private void announce(String id, ResponseEntity.HeadersBuilder<?> answer) {
        for (var job : announceGrants.handle(benefit(id), now())) {
            answer.header("Link", "</api/v1/jobs/" + job + ">; rel=\"job\"");
        }
    }

    private Optional<Grant> tryToGrant(Benefit seen, Grant wanted) {
        return switch (seen.grant(wanted)) {
            case Granting.Granted(var benefit, var grant) ->
                    benefit.equals(seen) || benefits.update(benefit)
                            ? Optional.of(grant)
                            : Optional.empty();
            case Granting.Overlapping(var with) ->
                    throw BenefitProblem.BENEFIT_GRANTED_ALREADY.exception(with.id());
            case Granting.Full() ->
                    throw BenefitProblem.BENEFIT_TOO_MANY_GRANTS.exception(Benefit.MAX_GRANTS);
        };
    }

    @GetMapping("/benefits/{benefit}/grants/{grant}")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getBenefitGrant",
            summary = "A grant of a benefit",
            description = "The ETag is the benefit's.")
    ResponseEntity<BenefitPayloads.GrantView> grant(
            @PathVariable("benefit") String id, @PathVariable("grant") String grant) {
        var stored = benefit(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(
                        stored.findGrant(grant)
                                .map(BenefitPayloads.GrantView::of)
                                .orElseThrow(BenefitProblem.BENEFIT_GRANT_NOT_FOUND::exception));
    }

    @DeleteMapping("/benefits/{benefit}/grants/{grant}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "endBenefitGrant",
            summary = "Ends a grant now",
            description =
                    "What customers were entitled to until now stays told; a grant that has not"
                            + " begun yet is gone. Customers are told by the job that the Link"
                            + " names.")
    @ApiResponse(responseCode = "204", description = "Ended")
    ResponseEntity<Void> end(
            @PathVariable("benefit") String id,
            @PathVariable("grant") String grant,
            IfMatch ifMatch) {
        var seen = benefit(id);
        ifMatch.requires(seen.version());
        return switch (seen.end(grant, now())) {
            case Ending.Ended(var ended) -> {
                if (!benefits.update(ended)) {
                    throw WebProblem.CONFLICT.exception();
                }
                var answer = ResponseEntity.noContent();
                announce(id, answer);
                yield answer.build();
            }
            case Ending.OverAlready(var since) ->
                    throw BenefitProblem.BENEFIT_GRANT_OVER.exception(since.toString());
            case Ending.NoSuchGrant() -> throw BenefitProblem.BENEFIT_GRANT_NOT_FOUND.exception();
        };
    }

    @GetMapping("/customers/{id}/entitlements")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerEntitlements",
            summary = "What a customer is entitled to, and why",
            description =
                    "By the tiers held and the grants valid at that moment; computed from the"
                            + " purchases we know. A grant that was made later changes no answer"
                            + " about a moment before it was made, wherever it begins, unless"
                            + " knownAt asks for it.")
    BenefitPayloads.CustomerEntitlements entitlements(
            @PathVariable("id") String id,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf,
            @Parameter(
                            description =
                                    "By the grants made until then: asOf if left out, and not"
                                            + " before it",
                            schema = @Schema(type = "string", example = "2026-06-01"))
                    @RequestParam(name = "knownAt", required = false)
                    @Nullable AsOf known) {
        var moment = asOf == null ? now() : asOf.moment();
        var knownAt = known == null ? moment : known.moment();
        if (knownAt.isBefore(moment)) {
            throw WebProblem.INVALID_PARAMETER.exception(
                    List.of(
                            new FieldError(
                                    "?knownAt",
                                    "range",
                                    new Text("Not before asOf", "不得早于 asOf"))));
        }
        var customer =
                CustomerId.find(id)
                        .flatMap(facts::find)
                        .orElseThrow(BenefitProblem.BENEFIT_UNKNOWN_CUSTOMER::exception);
        var held = tiers.listHeld(customer, moment);
        if (held.isEmpty()) {
            throw BenefitProblem.BENEFIT_UNKNOWN_CUSTOMER.exception();
        }
        return BenefitPayloads.CustomerEntitlements.of(
                customer.customer(),
                moment,
                knownAt,
                Entitlement.of(benefits.listAll(), held, moment, knownAt));
    }

    private Benefit benefit(String id) {
        return benefits.find(id).orElseThrow(BenefitProblem.BENEFIT_NOT_FOUND::exception);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
