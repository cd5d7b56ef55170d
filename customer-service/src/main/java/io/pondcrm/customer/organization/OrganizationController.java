package io.pondcrm.customer.organization;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.organization.OrganizationPayloads.FiguresBody;
import io.pondcrm.customer.organization.OrganizationPayloads.FiguresView;
import io.pondcrm.customer.organization.OrganizationPayloads.HierarchyView;
import io.pondcrm.customer.organization.OrganizationPayloads.ParentBody;
import io.pondcrm.customer.organization.OrganizationPayloads.ParentView;
import io.pondcrm.customer.organization.domain.Affiliating;
import io.pondcrm.customer.organization.domain.Affiliation;
import io.pondcrm.customer.organization.domain.Affiliations;
import io.pondcrm.customer.organization.domain.Firmographics;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Kind;
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

@RestController
@RequestMapping("/api/v1/customers/{id}")
@Tag(
        name = "Organizations",
        description = "Whose part organizations are, and their size and standing year by year")
class OrganizationController {

    private static final String AN_ID = "cus_01h455vb4pex5vsknk084sn02q";

    private final AffiliateOrganization affiliate;
    private final OrganizationQueries queries;
    private final Affiliations affiliations;
    private final MongoOrganizations organizations;
    private final Customers customers;
    private final Clock clock;

    OrganizationController(
            AffiliateOrganization affiliate,
            OrganizationQueries queries,
            Affiliations affiliations,
            MongoOrganizations organizations,
            Customers customers,
            Clock clock) {
        this.affiliate = affiliate;
        this.queries = queries;
        this.affiliations = affiliations;
        this.organizations = organizations;
        this.customers = customers;
        this.clock = clock;
    }

    @GetMapping("/parent")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getParent",
            summary = "Whose part an organization is, or was",
            description = "The ETag is what PUT and DELETE ask for.")
    ResponseEntity<ParentView> parent(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(description = "The moment to speak of; now if left out")
                    @RequestParam(required = false)
                    @Nullable Instant asOf,
            Caller caller) {
        var organization = toRead(id, caller);
        var moment = moment(asOf);
        return ResponseEntity.ok()
                .eTag(ETags.of(affiliations.get(organization).version()))
                .body(
                        new ParentView(
                                organization.value(),
                                affiliate
                                        .parentOf(organization, moment)
                                        .filter(it -> customers.exists(it, caller.boundSystem()))
                                        .map(CustomerId::value)
                                        .orElse(null),
                                moment));
    }

    @PutMapping("/parent")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "setParent",
            summary = "Make an organization a part of another",
            description =
                    "From now on; whose part it was before stays known. No organization is a part of"
                            + " itself by any way, whoever else writes at the same moment; there are"
                            + " 10 levels at most.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = ParentView.class)))
    ResponseEntity<?> join(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            IfMatch ifMatch,
            @RequestBody @Valid ParentBody body,
            Caller caller) {
        var organization = organization(id, caller);
        var parent =
                CustomerId.find(body.parentId())
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .filter(it -> it.profile().kind() == Kind.ORGANIZATION)
                        .map(Customer::id);
        if (parent.isEmpty()) {
            return WebProblem.VALIDATION.because(
                    List.of(
                            new FieldError(
                                    "/parentId",
                                    "no-organization",
                                    new Text("There is no such organization", "没有此组织"))));
        }
        return answer(
                affiliate.join(organization, ifMatch, parent.get(), sourceOf(caller, null)),
                ifMatch);
    }

    @DeleteMapping("/parent")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "removeParent",
            summary = "Make an organization a part of nobody",
            description = "From now on; whose part it was before stays known.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = ParentView.class)))
    ResponseEntity<?> leave(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            IfMatch ifMatch,
            Caller caller) {
        return answer(
                affiliate.leave(organization(id, caller), ifMatch, sourceOf(caller, null)),
                ifMatch);
    }

    @GetMapping("/hierarchy")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getHierarchy",
            summary = "An organization with all above and below it, and what they have together",
            description =
                    """
                    As we knew it at the moment asOf. At most 1,000 members are shown and summed. A \
                    partner's client sees those that its own system knows.\
                    """)
    HierarchyView hierarchy(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(description = "The moment to speak of; now if left out")
                    @RequestParam(required = false)
                    @Nullable Instant asOf,
            Caller caller) {
        return queries.hierarchy(toRead(id, caller), moment(asOf), caller);
    }

    @GetMapping("/firmographics")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listFirmographics",
            summary = "Size and standing of an organization, the last year first",
            description = "As we knew it at the moment asOf.")
    Page<FiguresView> years(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(description = "The moment to speak of; now if left out")
                    @RequestParam(required = false)
                    @Nullable Instant asOf,
            Caller caller) {
        return Page.whole(queries.years(toRead(id, caller), moment(asOf)));
    }

    @GetMapping("/firmographics/{year}")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getFirmographics",
            summary = "Size and standing of an organization in one year")
    ResponseEntity<FiguresView> year(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(example = "2025") @PathVariable("year") int year,
            Caller caller) {
        var organization = toRead(id, caller);
        var known =
                queries.years(organization, moment(null)).stream()
                        .filter(it -> it.year() == year)
                        .findFirst()
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        return ResponseEntity.ok()
                .eTag(
                        ETags.of(
                                organizations
                                        .find(organization, year)
                                        .map(Firmographics::version)
                                        .orElse(0L)))
                .body(known);
    }

    @PutMapping("/firmographics/{year}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "setFirmographics",
            summary = "Say what size and standing an organization had in a year",
            description =
                    "What was said before stays readable by asOf. Needs If-Match, but for the first"
                            + " time.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = FiguresView.class)))
    ResponseEntity<?> say(
            @Parameter(example = AN_ID) @PathVariable("id") String id,
            @Parameter(example = "2025") @PathVariable("year") int year,
            @RequestBody @Valid FiguresBody body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        var organization = organization(id, caller);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (year < 1900 || year > now.atZone(java.time.ZoneOffset.UTC).getYear() + 1) {
            return WebProblem.VALIDATION.because(
                    List.of(
                            new FieldError(
                                    "/year",
                                    "year",
                                    new Text(
                                            "Use a year from 1900 to the next one",
                                            "请使用 1900 年至明年之间的年份"))));
        }
        var seen =
                organizations
                        .find(organization, year)
                        .orElseGet(() -> new Firmographics(organization, year, 0, List.of()));
        (ifMatch == null ? IfMatch.seen(0) : ifMatch).requires(seen.version());
        if (seen.statements().size() >= Firmographics.MOST_STATEMENTS) {
            return OrganizationProblem.TOO_MANY_CHANGES.because(Firmographics.MOST_STATEMENTS);
        }
        var said =
                new Firmographics.Statement(body.toDomain(), sourceOf(caller, body.source()), now);
        var next = seen.plus(said);
        return organizations.put(next)
                ? ResponseEntity.ok()
                        .eTag(ETags.of(next.version()))
                        .body(FiguresView.of(organization.value(), year, said))
                : WebProblem.CONFLICT.because();
    }

    private ResponseEntity<?> answer(Affiliating outcome, IfMatch ifMatch) {
        return switch (outcome) {
            case Affiliating.Affiliated(var now) -> ok(now);
            case Affiliating.Unchanged(var same) -> ok(same);
            case Affiliating.Circle() -> OrganizationProblem.PARENT_CIRCLE.because();
            case Affiliating.TooDeep() ->
                    OrganizationProblem.HIERARCHY_TOO_DEEP.because(
                            AffiliateOrganization.MOST_LEVELS);
            case Affiliating.TooOften() ->
                    OrganizationProblem.TOO_MANY_CHANGES.because(Affiliation.MOST_STEPS);
            case Affiliating.Stale(var version) -> {
                ifMatch.requires(version);
                yield WebProblem.CONFLICT.because();
            }
        };
    }

    private ResponseEntity<ParentView> ok(Affiliation affiliation) {
        return ResponseEntity.ok()
                .eTag(ETags.of(affiliation.version()))
                .body(
                        new ParentView(
                                affiliation.organization().value(),
                                affiliation.parent().map(CustomerId::value).orElse(null),
                                moment(null)));
    }

    private Instant moment(@Nullable Instant asOf) {
        return asOf == null ? clock.instant() : asOf;
    }

    private static String sourceOf(Caller caller, @Nullable String more) {
        return caller.system()
                        .map(system -> "partner:" + system)
                        .orElse("client:" + caller.clientId())
                + (more == null ? "" : "/" + more);
    }

    private CustomerId organization(String id, Caller caller) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        if (customer.profile().kind() != Kind.ORGANIZATION) {
            throw OrganizationProblem.NOT_AN_ORGANIZATION.exception();
        }
        return customer.id();
    }

    /** A person has none of this: there is nothing to read. */
    private CustomerId toRead(String id, Caller caller) {
        return CustomerId.find(id)
                .flatMap(customers::find)
                .filter(it -> it.isKnownTo(caller.boundSystem()))
                .filter(it -> it.profile().kind() == Kind.ORGANIZATION)
                .map(Customer::id)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
