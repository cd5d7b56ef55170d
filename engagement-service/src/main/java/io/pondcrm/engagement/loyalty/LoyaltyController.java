package io.pondcrm.engagement.loyalty;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.inbox.Forgotten;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.AccountView;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.EntryView;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.NewAdjustment;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.NewRedemption;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.NewRule;
import io.pondcrm.engagement.loyalty.LoyaltyPayloads.RuleView;
import io.pondcrm.engagement.loyalty.domain.Accounts;
import io.pondcrm.engagement.loyalty.domain.Booking;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.Entry;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Loyalty", description = "Points: what they are earned by, and each customer's ledger")
class LoyaltyController {

    private static final int USUAL_VALID_DAYS = 365;

    private final Accounts accounts;
    private final RedeemPoints redeemPoints;
    private final Identities identities;
    private final Forgotten forgotten;
    private final MongoOperations mongo;
    private final Clock clock;

    LoyaltyController(
            Accounts accounts,
            RedeemPoints redeemPoints,
            Identities identities,
            Forgotten forgotten,
            MongoOperations mongo,
            Clock clock) {
        this.accounts = accounts;
        this.redeemPoints = redeemPoints;
        this.identities = identities;
        this.forgotten = forgotten;
        this.mongo = mongo;
        this.clock = clock;
    }

    @GetMapping("/loyalty-accounts/{id}")
    @RequiresScope("loyalty:read")
    @Operation(
            operationId = "getLoyaltyAccount",
            summary = "The points of a customer, as they are now",
            description =
                    "By any id of the customer; all ids that are merged count together. A customer"
                            + " who never had points has none.")
    AccountView get(@PathVariable("id") String id) {
        var identity = identities.of(customer(id));
        var now = clock.instant();
        return AccountView.of(
                identity.survivor().value(),
                accounts.listTogether(identity.ids()).stream().map(it -> it.at(now)).toList());
    }

    @GetMapping("/loyalty-accounts/{id}/ledger")
    @RequiresScope("loyalty:read")
    @Operation(
            operationId = "listLedger",
            summary = "All that was ever booked for a customer, latest first",
            description =
                    "Entries never change. Under any id of the customer; each entry says under which"
                            + " id it was booked.")
    Page<EntryView> ledger(
            @PathVariable("id") String id, @SortedBy("-bookedAt=at") PageRequest page) {
        return page.find(
                mongo,
                where("account").in(identities.idsOf(customer(id).value())),
                LoyaltyEntryDocument.class,
                EntryView::of);
    }

    @PostMapping("/loyalty-accounts/{id}/redemptions")
    @RequiresScope("loyalty:redeem")
    @Operation(
            operationId = "redeemPoints",
            summary = "Spends points, those that expire first",
            description =
                    "All of them, or none: 409 with the code points-short where there are fewer."
                            + " Repeated with the same Idempotency-Key it is one redemption.")
    @ApiResponse(
            responseCode = "201",
            description = "Spent",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    ResponseEntity<?> redeem(
            @PathVariable("id") String id,
            @Valid @RequestBody NewRedemption body,
            NewId newId,
            Caller caller) {
        return answer(
                redeemPoints.handle(
                        customer(id),
                        body.points(),
                        TypeId.of("lpr", newId.uuid()),
                        caller.clientId()));
    }

    @PostMapping("/loyalty-accounts/{id}/adjustments")
    @RequiresScope("loyalty:adjust")
    @Operation(
            operationId = "adjustPoints",
            summary = "Gives or takes points by hand",
            description =
                    "To and from the account of the id that survived, while merged. Not below"
                            + " nothing: 409 with the code points-short.")
    @ApiResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(schema = @Schema(implementation = EntryView.class)))
    ResponseEntity<?> adjust(
            @PathVariable("id") String id,
            @Valid @RequestBody NewAdjustment body,
            NewId newId,
            Caller caller) {
        var flaws = body.flaws();
        if (!flaws.isEmpty()) {
            return WebProblem.VALIDATION.because(flaws);
        }
        var cause =
                new Cause(
                        body.reason().toDomain(), TypeId.of("lpa", newId.uuid()), clock.instant());
        var days = Objects.requireNonNullElse(body.validDays(), USUAL_VALID_DAYS);
        return answer(
                accounts.book(
                        identities.of(customer(id)).survivor(),
                        cause,
                        (account, now) ->
                                account.adjust(
                                        body.points(),
                                        endOf(now, days),
                                        cause,
                                        caller.clientId(),
                                        now)));
    }

    private static Instant endOf(Instant now, int days) {
        return now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(days + 1L));
    }

    @PostMapping("/earning-rules")
    @RequiresScope("loyalty:write")
    @Operation(
            operationId = "createEarningRule",
            summary = "Says what purchases in a currency are worth from a moment on",
            description =
                    "It never changes, and is valid until a later one of the same currency is.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = RuleView.class)))
    ResponseEntity<?> createRule(@Valid @RequestBody NewRule body, NewId newId) {
        var id = TypeId.of("ern", newId.uuid());
        var now = clock.instant();
        var known = mongo.findById(id, EarningRuleDocument.class);
        if (known == null) {
            var flaws = body.flaws(now);
            if (!flaws.isEmpty()) {
                return WebProblem.VALIDATION.because(flaws);
            }
            known = EarningRuleDocument.of(body.toDomain(id, now), now);
            try {
                mongo.insert(known);
            } catch (DuplicateKeyException _) {
                known = rule(id);
            }
        }
        return ResponseEntity.created(URI.create("/api/v1/earning-rules/" + id))
                .body(RuleView.of(known));
    }

    @GetMapping("/earning-rules")
    @RequiresScope("loyalty:read")
    @Operation(operationId = "listEarningRules", summary = "All earning rules, newest first")
    Page<RuleView> listRules(PageRequest page) {
        return page.find(mongo, new Criteria(), EarningRuleDocument.class, RuleView::of);
    }

    @GetMapping("/earning-rules/{id}")
    @RequiresScope("loyalty:read")
    @Operation(operationId = "getEarningRule", summary = "An earning rule")
    RuleView getRule(@PathVariable("id") String id) {
        return RuleView.of(rule(id));
    }

    private EarningRuleDocument rule(String id) {
        var rule = mongo.findById(id, EarningRuleDocument.class);
        if (rule == null) {
            throw LoyaltyProblem.EARNING_RULE_NOT_FOUND.exception();
        }
        return rule;
    }

    private CustomerId customer(String id) {
        return CustomerId.find(id)
                .filter(it -> forgotten.among(List.of(id)).isEmpty())
                .orElseThrow(LoyaltyProblem.LOYALTY_ACCOUNT_NOT_FOUND::exception);
    }

    private static ResponseEntity<?> answer(Booking booking) {
        return switch (booking) {
            case Booking.Booked(var entry, _) -> created(entry);
            case Booking.BookedBefore(var entry) -> created(entry);
            case Booking.Short(var available) -> LoyaltyProblem.POINTS_SHORT.because(available);
            case Booking.Nothing _ ->
                    throw new IllegalStateException("There was something to book");
        };
    }

    private static ResponseEntity<EntryView> created(Entry entry) {
        return ResponseEntity.status(HttpStatus.CREATED).body(EntryView.of(entry));
    }
}
