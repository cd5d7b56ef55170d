package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.TierOverride;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.pondcrm.segmentation.tier.domain.TierLevel;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/tier/overrides")
@Tag(name = "Tier overrides", description = "Tiers that a person decided on, for a time")
class TierOverrideController {

    private final TierSchemes schemes;
    private final Facts facts;
    private final Clock clock;

    TierOverrideController(TierSchemes schemes, Facts facts, Clock clock) {
        this.schemes = schemes;
        this.facts = facts;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "overrideTier",
            summary = "Decides on a customer's tier for a time",
            description =
                    "It goes before the rules from now until the day it expires, on which the"
                            + " rules decide again. Of several the one made last holds.")
    @ApiResponse(responseCode = "201", description = "Decided", useReturnTypeSchema = true)
    ResponseEntity<TierPayloads.Decision> decide(
            @PathVariable("id") String id,
            @Valid @RequestBody TierPayloads.NewOverride body,
            NewId newId) {
        var known = facts(id);
        var now = new AsOf(clock.instant()).moment();
        var rules =
                schemes.findAt(body.scheme(), now)
                        .orElseThrow(TierProblem.TIER_SCHEME_NOT_FOUND::exception);
        if (rules.rankOf(body.tier()) < 0) {
            throw TierProblem.TIER_NOT_FOUND.exception(
                    String.join(", ", rules.levels().stream().map(TierLevel::code).toList()));
        }
        var until = body.expiresOn().atStartOfDay(rules.zone()).toInstant();
        if (!until.isAfter(now)) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/expiresOn",
                                    "future",
                                    new Text("A day after today", "须为今天之后的日期"))));
        }
        var override =
                new TierOverride(
                        TypeId.of("tov", newId.uuid()),
                        1,
                        body.scheme(),
                        body.tier(),
                        body.approver(),
                        body.reason(),
                        now,
                        until,
                        null);
        learn(known, override);
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/customers/%s/tier/overrides/%s"
                                        .formatted(id, override.id())))
                .eTag(ETags.of(override.sequence()))
                .body(TierPayloads.Decision.of(override));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listTierOverrides",
            summary = "All decisions on a customer's tiers, newest first",
            description = "Also those that expired or were taken back.")
    Page<TierPayloads.Decision> list(@PathVariable("id") String id) {
        return Page.whole(
                facts(id).overrides().stream()
                        .sorted(Comparator.comparing(TierOverride::from).reversed())
                        .map(TierPayloads.Decision::of)
                        .toList());
    }

    @GetMapping("/{override}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getTierOverride", summary = "A decision on a customer's tier")
    ResponseEntity<TierPayloads.Decision> get(
            @PathVariable("id") String id, @PathVariable("override") String override) {
        var found = override(facts(id), override);
        return ResponseEntity.ok()
                .eTag(ETags.of(found.sequence()))
                .body(TierPayloads.Decision.of(found));
    }

    @DeleteMapping("/{override}")
    @RequiresScope("scores:write")
    @Operation(
            operationId = "withdrawTierOverride",
            summary = "Takes a decision on a customer's tier back",
            description = "The rules decide again at once. The decision stays in the history.")
    @ApiResponse(responseCode = "204", description = "Taken back")
    ResponseEntity<Void> withdraw(
            @PathVariable("id") String id,
            @PathVariable("override") String override,
            IfMatch ifMatch) {
        var known = facts(id);
        var found = override(known, override);
        ifMatch.requires(found.sequence());
        var now = new AsOf(clock.instant()).moment();
        if (found.end().isAfter(now)) {
            learn(known, found.withdrawn(now));
        }
        return ResponseEntity.noContent().build();
    }

    private void learn(CustomerFacts known, TierOverride override) {
        facts.learn(Map.of(known.customer(), List.of(new Fact.Overridden(override))));
    }

    private static TierOverride override(CustomerFacts known, String id) {
        return known.overrides().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(TierProblem.TIER_OVERRIDE_NOT_FOUND::exception);
    }

    private CustomerFacts facts(String customer) {
        return CustomerId.find(customer)
                .flatMap(facts::find)
                .orElseThrow(TierProblem.TIER_UNKNOWN_CUSTOMER::exception);
    }
}
