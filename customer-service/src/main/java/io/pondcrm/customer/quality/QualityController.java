package io.pondcrm.customer.quality;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.quality.FindingDocument.Fix;
import io.pondcrm.customer.quality.FindingDocument.State;
import io.pondcrm.customer.quality.QualityPayloads.FindingView;
import io.pondcrm.customer.quality.QualityPayloads.RunBody;
import io.pondcrm.customer.quality.QualityPayloads.SourceView;
import io.pondcrm.customer.quality.domain.Defect;
import io.pondcrm.customer.quality.domain.Inspection;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
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
@Tag(name = "Data quality", description = "What is wrong with customers' data, put right and back")
class QualityController {

    private static final String A_FINDING = "fnd_01h455vb4pex5vsknk084sn02q";

    private final Jobs jobs;
    private final MongoOperations mongo;
    private final MongoFindings findings;
    private final FixFindings fixFindings;
    private final Customers customers;
    private final Feeds feeds;
    private final QualitySettings settings;
    private final Clock clock;

    QualityController(
            Jobs jobs,
            MongoOperations mongo,
            MongoFindings findings,
            FixFindings fixFindings,
            Customers customers,
            Feeds feeds,
            QualitySettings settings,
            Clock clock) {
        this.jobs = jobs;
        this.mongo = mongo;
        this.findings = findings;
        this.fixFindings = fixFindings;
        this.customers = customers;
        this.feeds = feeds;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping("/data-quality/runs")
    @RequiresScope("data-quality:write")
    @Operation(
            operationId = "runDataQuality",
            summary = "Look at all customers for what is wrong with their data",
            description =
                    """
                    A job that resumes after a crash. dryRun (the default) only finds; with false it \
                    also puts right full-width letters and superfluous blanks in names and \
                    addresses. What a later run does not find any more is GONE.\
                    """)
    @ApiResponse(
            responseCode = "202",
            description = "Location names the job; its resultUrl the findings",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> run(@RequestBody @Valid RunBody body, NewId newId, Caller caller) {
        ownOnly(caller);
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        QualityRun.NAME,
                        Map.of(QualityRun.DRY_RUN, !Boolean.FALSE.equals(body.dryRun())),
                        caller));
    }

    @GetMapping("/data-quality/findings")
    @RequiresScope("data-quality:read")
    @Operation(
            operationId = "listFindings",
            summary = "What was found",
            description =
                    "before and after are shown with customers:pii only. Not for partners' clients.")
    Page<FindingView> list(
            @RequestParam(required = false) Defect.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable State state,
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @RequestParam(required = false)
                    @Nullable String customerId,
            @Parameter(description = "Seen last by this run") @RequestParam(required = false)
                    @Nullable String runId,
            PageRequest page,
            Caller caller) {
        ownOnly(caller);
        var wanted = new ArrayList<Criteria>();
        if (kind != null) {
            wanted.add(where("kind").is(kind));
        }
        if (state != null) {
            wanted.add(where("state").is(state));
        }
        if (customerId != null) {
            wanted.add(where("customerId").is(customerId));
        }
        if (runId != null) {
            wanted.add(where("runId").is(runId));
        }
        return page.find(
                mongo,
                wanted.isEmpty() ? new Criteria() : new Criteria().andOperator(wanted),
                FindingDocument.class,
                it -> FindingView.of(it, fixFindings.fixOf(it).orElse(null)));
    }

    @GetMapping("/data-quality/findings/{id}")
    @RequiresScope("data-quality:read")
    @Operation(
            operationId = "getFinding",
            summary = "One finding, and of an open one what would be right")
    FindingView get(@Parameter(example = A_FINDING) @PathVariable("id") String id, Caller caller) {
        ownOnly(caller);
        return view(finding(id));
    }

    @PostMapping("/data-quality/findings/{id}/fix")
    @RequiresScope("data-quality:write")
    @Operation(
            operationId = "fixFinding",
            summary = "Put one finding right",
            description = "The provenance of the field is quality:<run> from then on.")
    @ApiResponse(
            responseCode = "200",
            description = "Put right",
            content = @Content(schema = @Schema(implementation = FindingView.class)))
    ResponseEntity<?> fix(
            @Parameter(example = A_FINDING) @PathVariable("id") String id, Caller caller) {
        ownOnly(caller);
        return answer(fixFindings.fix(finding(id)), id);
    }

    @DeleteMapping("/data-quality/findings/{id}/fix")
    @RequiresScope("data-quality:write")
    @Operation(
            operationId = "revertFinding",
            summary = "Take a fix back",
            description =
                    "The field and its provenance are what they were, unless somebody changed the"
                            + " field since (409).")
    @ApiResponse(
            responseCode = "200",
            description = "Taken back",
            content = @Content(schema = @Schema(implementation = FindingView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "Not fixed, or changed since",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> revert(
            @Parameter(example = A_FINDING) @PathVariable("id") String id, Caller caller) {
        ownOnly(caller);
        return answer(fixFindings.revert(finding(id)), id);
    }

    @GetMapping("/customers/{id}/sources")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "listCustomerSources",
            summary = "From where what we know of a customer came, and how long ago",
            description =
                    "Feeds that pond.quality.expected-feeds wants of the customer's systems are"
                            + " listed where nothing ever arrived, too. A partner's client sees its"
                            + " own feeds.")
    Page<SourceView> sources(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        return Page.whole(
                sourcesOf(customer).stream()
                        .filter(it ->
                                caller.system().isEmpty()
                                        || it.feed().endsWith(":" + caller.system().get()))
                        .toList());
    }

    private List<SourceView> sourcesOf(Customer customer) {
        var now = clock.instant();
        var arrived = new TreeMap<String, Feeds.Arrivals>();
        customer.provenance()
                .values()
                .forEach(told ->
                        add(
                                arrived,
                                new Feeds.Arrivals(
                                        "profile:" + told.source(), 1, told.updatedAt())));
        feeds.of(customers.selfIdsOf(customer.id()))
                .values()
                .forEach(all -> all.forEach(each -> add(arrived, each)));
        var systems = customer.allExternalIds().stream().map(ExternalId::system).toList();
        var views = new TreeMap<String, SourceView>();
        settings.expectedFeeds()
                .forEach((feed, _) -> {
                    if (systems.contains(feed.substring(feed.indexOf(':') + 1))) {
                        views.put(feed, new SourceView(feed, 0, null, null, true));
                    }
                });
        arrived.forEach((feed, it) -> {
            var most = settings.expectedFeeds().get(feed);
            var lag = Duration.between(it.lastAt(), now);
            views.put(
                    feed,
                    new SourceView(
                            feed,
                            it.rows(),
                            it.lastAt(),
                            lag,
                            most != null && lag.compareTo(most) > 0));
        });
        return List.copyOf(views.values());
    }

    private static void add(Map<String, Feeds.Arrivals> into, Feeds.Arrivals more) {
        into.merge(
                more.feed(),
                more,
                (one, other) ->
                        new Feeds.Arrivals(
                                one.feed(),
                                one.rows() + other.rows(),
                                later(one.lastAt(), other.lastAt())));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private ResponseEntity<?> answer(FixFindings.Outcome outcome, String id) {
        return switch (outcome) {
            case DONE -> ResponseEntity.ok(view(finding(id)));
            case CHANGED_SINCE -> QualityProblem.FIELD_CHANGED_SINCE.because();
            case NOT_NOW -> QualityProblem.FINDING_NOT_READY.because();
        };
    }

    private FindingView view(FindingDocument finding) {
        var fix =
                fixFindings
                        .fixOf(finding)
                        .or(() ->
                                customers
                                        .find(new CustomerId(finding.customerId()))
                                        .flatMap(it ->
                                                Inspection.fixOf(finding.defect(), it.profile())
                                                        .map(after ->
                                                                new Fix(
                                                                        Inspection.valueOf(
                                                                                        finding
                                                                                                .defect(),
                                                                                        it
                                                                                                .profile())
                                                                                .orElse(""),
                                                                        after,
                                                                        null,
                                                                        null))))
                        .orElse(null);
        return FindingView.of(finding, fix);
    }

    private FindingDocument finding(String id) {
        return findings.find(id).orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static void ownOnly(Caller caller) {
        if (caller.system().isPresent()) {
            throw QualityProblem.QUALITY_NOT_FOR_PARTNERS.exception();
        }
    }
}
