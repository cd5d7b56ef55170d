package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.TierCourse;
import io.pondcrm.segmentation.tier.domain.TierHistory;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
@Tag(
        name = "Tiers",
        description = "Tiers by spend or points: raised at once, lowered at period end")
class TierController {

    private static final String SCHEME = "retail-membership if left out";

    private final MongoTierSchemes schemes;
    private final Facts facts;
    private final TierQueries queries;
    private final Clock clock;

    TierController(MongoTierSchemes schemes, Facts facts, TierQueries queries, Clock clock) {
        this.schemes = schemes;
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
                    "Computed from the purchases we know; with asOf, as of that day or moment and"
                            + " by the version that was in force then. The first version of a"
                            + " scheme speaks for the time before it was published too. The ETag"
                            + " stays while inputs and tier do.")
    ResponseEntity<TierPayloads.CustomerTier> tier(
            @PathVariable("id") String id,
            @Parameter(description = SCHEME, example = "three-layer")
                    @RequestParam(name = "scheme", required = false)
                    @Nullable String scheme,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        var now = clock.instant();
        var moment = asOf == null ? now : asOf.moment();
        var rules = rules(scheme == null ? TierSchemes.MAIN : scheme, moment);
        var known = facts(id);
        var tier = TierPayloads.CustomerTier.of(known, rules, follow(rules, known, moment), now);
        return ResponseEntity.ok().eTag(TierPayloads.etag(tier)).body(tier);
    }

    @GetMapping("/customers/{id}/tier/history")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listCustomerTierHistory",
            summary = "Every move of a customer through the tiers",
            description =
                    "Newest first, followed from the purchases we know by now, each by the version"
                            + " that was in force.")
    Page<TierPayloads.Move> history(
            @PathVariable("id") String id,
            @Parameter(description = SCHEME, example = "three-layer")
                    @RequestParam(name = "scheme", required = false)
                    @Nullable String scheme) {
        var now = clock.instant();
        var known = facts(id);
        var moves = new ArrayList<TierPayloads.Move>();
        var editions =
                schemes.find(scheme == null ? TierSchemes.MAIN : scheme)
                        .orElseThrow(TierProblem.TIER_SCHEME_NOT_FOUND::exception);
        TierHistory.moves(editions, known, now)
                .forEach(it -> moves.add(TierPayloads.Move.of(it.rules(), it.change())));
        addOverrides(moves, known, editions.id(), now);
        return Page.whole(moves.reversed());
    }

    private void addOverrides(
            List<TierPayloads.Move> moves, CustomerFacts known, String scheme, Instant now) {
        var rules = schemes.findAt(scheme, now);
        if (rules.isEmpty()) {
            return;
        }
        var zone = rules.get().zone();
        for (var override : known.overrides()) {
            if (override.scheme().equals(scheme)) {
                moves.add(TierPayloads.Move.begun(override, zone));
                if (!override.end().isAfter(now)) {
                    moves.add(TierPayloads.Move.ended(override));
                }
            }
        }
        moves.sort(Comparator.comparing(TierPayloads.Move::at));
    }

    @GetMapping("/tier-schemes")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listTierSchemes",
            summary = "The tier schemes there are",
            description = "Each in its published version, or else in its last one.")
    Page<TierPayloads.Scheme> schemes() {
        return Page.whole(
                schemes.listAll().stream()
                        .map(Editions::shown)
                        .map(TierPayloads.Scheme::of)
                        .toList());
    }

    @GetMapping("/tier-schemes/{scheme}/distribution")
    @RequiresScope("scores:read")
    @Operation(operationId = "getTierDistribution", summary = "How many customers each tier has")
    TierPayloads.Distribution distribution(@PathVariable("scheme") String id) {
        return queries.distribution(rules(id, clock.instant()));
    }

    @GetMapping("/tier-schemes/{scheme}/members")
    @RequiresScope("scores:read")
    @Operation(operationId = "listTierMembers", summary = "The customers of a tier")
    Page<TierPayloads.Member> members(
            @PathVariable("scheme") String id,
            @Parameter(description = "In capitals or not", example = "GOLD") @RequestParam("tier")
                    String tier,
            PageRequest page) {
        var rules = rules(id, clock.instant());
        var codes = rules.levels().stream().map(TierLevel::code).toList();
        var code =
                codes.stream()
                        .filter(it -> it.equalsIgnoreCase(tier))
                        .findFirst()
                        .orElseThrow(() ->
                                TierProblem.TIER_NOT_FOUND.exception(String.join(", ", codes)));
        return queries.members(rules, code, page);
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(TierProblem.TIER_UNKNOWN_CUSTOMER::exception);
    }

    private static TierCourse follow(TierRules rules, CustomerFacts known, Instant moment) {
        return rules.follow(known, moment)
                .orElseThrow(TierProblem.TIER_UNKNOWN_CUSTOMER::exception);
    }

    private TierRules rules(String id, Instant moment) {
        return schemes.findAt(id, moment)
                .orElseThrow(() ->
                        schemes.find(id).isPresent()
                                ? TierProblem.TIER_SCHEME_NOT_IN_FORCE.exception()
                                : TierProblem.TIER_SCHEME_NOT_FOUND.exception());
    }
}
