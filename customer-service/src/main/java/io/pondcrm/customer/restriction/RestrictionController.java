package io.pondcrm.customer.restriction;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.restriction.RestrictionPayloads.NewRestriction;
import io.pondcrm.customer.restriction.RestrictionPayloads.ProcessingView;
import io.pondcrm.customer.restriction.RestrictionPayloads.RestrictionView;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Of a person with several ids all is shown as one; the entity tag counts the changes of all. */
@RestController
@RequestMapping("/api/v1/customers/{id}")
@Tag(name = "Restrictions", description = "Whose data are kept and not used")
class RestrictionController {

    private static final String CUSTOMER = "cus_01h455vb4pex5vsknk084sn02q";

    private final MongoRestrictions restrictions;
    private final Customers customers;
    private final Clock clock;

    RestrictionController(MongoRestrictions restrictions, Customers customers, Clock clock) {
        this.restrictions = restrictions;
        this.customers = customers;
        this.clock = clock;
    }

    @PutMapping("/processing-restriction")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "restrictProcessing",
            summary = "Keep a customer's data and do not use them",
            description =
                    """
                    From the next message on nobody addresses the customer: contact card and \
                    contact policy say RESTRICTED for every purpose and channel, whatever was \
                    consented to, until it is lifted. Within five seconds no score, tier, stage, \
                    segment or forecast of the customer is made or shown. Nothing is deleted, and \
                    what is heard of the customer is still taken down. Another ground needs \
                    If-Match. Where the person asked for it, make a data-subject request of type \
                    RESTRICTION.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Restricted",
            content = @Content(schema = @Schema(implementation = RestrictionView.class)))
    ResponseEntity<?> restrict(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @RequestBody @Valid NewRestriction body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var person = restrictions.ofPerson(customer);
        var standing = findStanding(person);
        if (standing.isPresent()
                && ifMatch == null
                && standing.get().getValue().ground() == body.ground()) {
            return answer(standing.get(), version(person));
        }
        if (ifMatch != null) {
            ifMatch.requires(version(person));
        } else if (standing.isPresent()) {
            IfMatch.seen(0).requires(version(person));
        }
        var restricted = standing.map(Map.Entry::getKey).orElse(customer);
        var seen = of(person, restricted);
        var next =
                seen.restricted(new Processing.Restriction(body.ground(), now(), by(caller), null));
        return restrictions.put(restricted, seen, next)
                ? answer(
                        Map.entry(restricted, next.findRestriction().orElseThrow()),
                        version(person) + 1)
                : WebProblem.CONFLICT.because();
    }

    @GetMapping("/processing-restriction")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getProcessingRestriction",
            summary = "Read why a customer's data are not used",
            description = "404 where they are.")
    ResponseEntity<RestrictionView> get(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id, Caller caller) {
        var person = restrictions.ofPerson(visible(id, caller));
        return answer(
                findStanding(person).orElseThrow(WebProblem.NOT_FOUND::exception), version(person));
    }

    @DeleteMapping("/processing-restriction")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "liftProcessingRestriction",
            summary = "Use a customer's data again",
            description =
                    "Tell the customer before (GDPR, article 18(3)), and say when: it is kept. What"
                            + " stands in the ledger of consents counts again, and the customer is"
                            + " scored anew by all that was taken down meanwhile. Objections stay.")
    @ApiResponse(responseCode = "204", description = "Lifted", content = @Content)
    ResponseEntity<?> lift(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id,
            @Parameter(
                            description = "When the customer was told that it ends",
                            example = "2026-11-20T09:30:00Z")
                    @RequestParam
                    Instant toldAt,
            IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var person = restrictions.ofPerson(customer);
        if (findStanding(person).isEmpty()) {
            throw WebProblem.NOT_FOUND.exception();
        }
        var at = now();
        if (toldAt.isAfter(at)) {
            throw WebProblem.INVALID_PARAMETER.exception(List.of(notTold()));
        }
        ifMatch.requires(version(person));
        restrictions.changeAll(customer, it -> it.lifted(at, by(caller), toldAt, null));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/processing")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getProcessing",
            summary = "Read what a customer had stopped, and had stopped before",
            description =
                    "The restriction that stands, if any, objections, and restrictions that are"
                            + " over with the time at which the customer was told.")
    ProcessingView processing(
            @Parameter(example = CUSTOMER) @PathVariable("id") String id, Caller caller) {
        var customer = visible(id, caller);
        return ProcessingView.of(customer, restrictions.ofPerson(customer));
    }

    private static FieldError notTold() {
        return new FieldError(
                "?toldAt",
                "in-future",
                new Text("The customer is told before it ends", "须在解除限制之前告知客户"));
    }

    private static ResponseEntity<RestrictionView> answer(
            Map.Entry<CustomerId, Processing.Restriction> it, long version) {
        return ResponseEntity.ok()
                .eTag(ETags.of(version))
                .body(RestrictionView.of(it.getKey(), it.getValue()));
    }

    /** The customer's own, or else that of somebody merged into them. */
    private static Optional<Map.Entry<CustomerId, Processing.Restriction>> findStanding(
            Map<CustomerId, Processing> person) {
        return person.entrySet().stream()
                .flatMap(it ->
                        it
                                .getValue()
                                .findRestriction()
                                .map(by -> Map.entry(it.getKey(), by))
                                .stream())
                .findFirst();
    }

    private static Processing of(Map<CustomerId, Processing> person, CustomerId self) {
        return person.getOrDefault(self, Processing.FREE);
    }

    private static long version(Map<CustomerId, Processing> person) {
        return person.values().stream().mapToLong(Processing::version).sum();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String by(Caller caller) {
        return "client:" + caller.clientId();
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
