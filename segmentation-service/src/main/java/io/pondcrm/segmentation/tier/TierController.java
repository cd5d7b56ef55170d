package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Tiers", description = "Membership tiers: raised at once, lowered at period end")
class TierController {

    private final TierScheme scheme;
    private final Facts facts;
    private final TierQueries queries;
    private final Clock clock;

    TierController(TierScheme scheme, Facts facts, TierQueries queries, Clock clock) {
        this.scheme = scheme;
        this.facts = facts;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping("/customers/{id}/tier")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerTier",
            summary = "A customer's tier, with reasons",
            description =
                    "Computed from the purchases we know; with asOf, as of that day or moment."
                            + " The ETag stays while inputs and tier do.")
    ResponseEntity<TierPayloads.CustomerTier> tier(
            @PathVariable("id") String id,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var now = clock.instant();
        var known = facts(id);
        var course = follow(known, asOf == null ? now : asOf.moment());
        var tier = TierPayloads.CustomerTier.of(known, scheme, course, now);
        return ResponseEntity.ok().eTag(TierPayloads.etag(tier)).body(tier);
    }

    @GetMapping("/customers/{id}/tier/history")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerTierHistory",
            summary = "Every move of a customer through the tiers",
            description = "Newest first, followed from the purchases we know by now.")
    Page<TierPayloads.Move> history(@PathVariable("id") String id) {
        return Page.whole(
                follow(facts(id), clock.instant()).changes().reversed().stream()
                        .map(it -> TierPayloads.Move.of(scheme, it))
                        .toList());
    }

    @GetMapping("/tier-schemes")
    @RequiresScope("scores:read")
    @Operation(operationId = "listTierSchemes", summary = "The tier schemes there are")
    Page<TierPayloads.Scheme> schemes() {
        return Page.whole(List.of(TierPayloads.Scheme.of(scheme)));
    }

    @GetMapping("/tier-schemes/{scheme}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getTierScheme", summary = "A tier scheme with its rules")
    ResponseEntity<TierPayloads.Scheme> scheme(@PathVariable("scheme") String id) {
        requireScheme(id);
        return ResponseEntity.ok()
                .eTag("\"" + scheme.version() + "\"")
                .body(TierPayloads.Scheme.of(scheme));
    }

    @GetMapping("/tier-schemes/{scheme}/distribution")
    @RequiresScope("scores:read")
    @Operation(operationId = "getTierDistribution", summary = "How many customers each tier has")
    TierPayloads.Distribution distribution(@PathVariable("scheme") String id) {
        requireScheme(id);
        return queries.distribution(scheme);
    }

    @GetMapping("/tier-schemes/{scheme}/members")
    @RequiresScope("scores:read")
    @Operation(operationId = "listTierMembers", summary = "The customers of a tier")
    Page<TierPayloads.Member> members(
            @PathVariable("scheme") String id,
            @Parameter(example = "GOLD") @RequestParam("tier") String tier,
            PageRequest page) {
        requireScheme(id);
        var codes = scheme.levels().stream().map(TierLevel::code).toList();
        if (!codes.contains(tier)) {
            throw TierProblem.TIER_NOT_FOUND.exception(String.join(", ", codes));
        }
        return queries.members(tier, page);
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(TierProblem.TIER_UNKNOWN_CUSTOMER::exception);
    }

    private TierCourse follow(CustomerFacts known, Instant moment) {
        return scheme.follow(known, moment)
                .orElseThrow(TierProblem.TIER_UNKNOWN_CUSTOMER::exception);
    }

    private void requireScheme(String id) {
        if (!scheme.id().equals(id)) {
            throw TierProblem.TIER_SCHEME_NOT_FOUND.exception();
        }
    }
}
