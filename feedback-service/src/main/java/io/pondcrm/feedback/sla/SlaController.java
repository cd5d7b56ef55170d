package io.pondcrm.feedback.sla;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.feedback.calendar.domain.Calendars;
import io.pondcrm.feedback.calendar.domain.Deadline;
import io.pondcrm.feedback.sla.domain.SlaPolicies;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Service levels", description = "How soon whom is answered")
class SlaController {

    private static final int MAX_VERSIONS = 200;
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final MongoSlaPolicies policies;
    private final Calendars calendars;
    private final MongoOperations mongo;
    private final Clock clock;

    SlaController(
            MongoSlaPolicies policies, Calendars calendars, MongoOperations mongo, Clock clock) {
        this.policies = policies;
        this.calendars = calendars;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping("/sla-policies")
    @RequiresScope("sla:write")
    @Operation(
            operationId = "createSlaPolicy",
            summary = "Makes a service-level policy",
            description =
                    """
                    It applies to cases opened from now on, by their type, priority, and the tier \
                    and benefits that their customer has then. Of several that apply the one with the highest rank is chosen, \
                    then the one with more conditions, then the older one.\
                    """)
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<SlaPayloads.View> create(
            @Valid @RequestBody SlaPayloads.NewPolicy body, NewId newId) {
        var id = TypeId.of("slp", newId.uuid());
        var policy = body.toDomain(id, 1);
        requireCalendar(body.calendarId());
        if (policies.find(id).isEmpty()) {
            if (policies.count() >= SlaPolicies.MAX_POLICIES) {
                throw SlaProblem.SLA_TOO_MANY.exception(SlaPolicies.MAX_POLICIES);
            }
            var now = clock.instant();
            policies.insert(SlaPolicyDocument.of(policy, now, now));
        }
        var stored = document(id);
        return ResponseEntity.created(URI.create("/api/v1/sla-policies/" + id))
                .eTag(ETags.of(stored.version()))
                .body(SlaPayloads.View.of(stored));
    }

    @GetMapping("/sla-policies")
    @RequiresScope("sla:read")
    @Operation(
            operationId = "listSlaPolicies",
            summary = "The service-level policies there are, newest first")
    Page<SlaPayloads.View> list(PageRequest page) {
        return page.find(mongo, new Criteria(), SlaPolicyDocument.class, SlaPayloads.View::of);
    }

    @GetMapping("/sla-policies/{id}")
    @RequiresScope("sla:read")
    @Operation(operationId = "getSlaPolicy", summary = "A service-level policy")
    ResponseEntity<SlaPayloads.View> get(
            @Parameter(example = "slp_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id) {
        var stored = document(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(SlaPayloads.View.of(stored));
    }

    @GetMapping("/sla-policies/{id}/versions")
    @RequiresScope("sla:read")
    @Operation(
            operationId = "listSlaPolicyVersions",
            summary = "What a policy said in each version, newest first",
            description = "updatedAt is the moment from which on new cases went by that version.")
    Page<SlaPayloads.View> versions(
            @Parameter(example = "slp_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id) {
        var stored = document(id);
        var versions = new ArrayList<SlaPayloads.View>();
        for (var terms : policies.past(id)) {
            if (terms.version() < stored.version()) {
                versions.addFirst(
                        SlaPayloads.View.of(terms.toDomain(id), stored.createdAt(), terms.since()));
            }
        }
        versions.addFirst(SlaPayloads.View.of(stored));
        return Page.whole(versions);
    }

    @PutMapping("/sla-policies/{id}")
    @RequiresScope("sla:write")
    @Operation(
            operationId = "replaceSlaPolicy",
            summary = "Changes a service-level policy",
            description =
                    """
                    As a whole, and for cases opened from now on: what was promised before stays \
                    promised. A policy is not deleted: active=false keeps it from new cases.\
                    """)
    ResponseEntity<SlaPayloads.View> replace(
            @Parameter(example = "slp_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Valid @RequestBody SlaPayloads.NewPolicy body,
            IfMatch ifMatch) {
        var seen = document(id);
        ifMatch.requires(seen.version());
        requireCalendar(body.calendarId());
        if (seen.version() >= MAX_VERSIONS) {
            throw SlaProblem.SLA_TOO_MANY.exception(MAX_VERSIONS);
        }
        var now =
                SlaPolicyDocument.of(
                        body.toDomain(id, seen.version() + 1), seen.createdAt(), clock.instant());
        if (!policies.replace(seen, now)) {
            throw WebProblem.CONFLICT.exception();
        }
        return ResponseEntity.ok().eTag(ETags.of(now.version())).body(SlaPayloads.View.of(now));
    }

    @GetMapping("/sla/deadline")
    @RequiresScope("sla:read")
    @Operation(
            operationId = "getSlaDeadline",
            summary = "When a span of business time is over",
            description =
                    """
                    A pure function of its parameters and the calendar as it is now: the first \
                    moment at which so many business minutes have passed since from.\
                    """)
    @ApiResponse(responseCode = "200", description = "When it is over", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "422",
            description = "No such calendar, or more than ten years ahead",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    SlaPayloads.DeadlineView deadline(
            @Parameter(example = "2026-11-06T08:30:00.000Z") @RequestParam("from") Instant from,
            @Parameter(description = "0 to 525600", example = "240") @RequestParam("minutes")
                    int minutes,
            @Parameter(example = "cal_01h455vb4pex5vsknk084sn02q") @RequestParam("calendar")
                    String calendar) {
        if (minutes < 0 || minutes > SlaPayloads.MAX_MINUTES) {
            throw wrong("?minutes", "range", "From 0 to 525600", "取值范围为 0 到 525600");
        }
        if (from.isBefore(EARLIEST) || from.isAfter(LATEST)) {
            throw wrong("?from", "range", "From 1980 to 2199", "取值范围为 1980 年到 2199 年");
        }
        var stored =
                calendars.find(calendar).orElseThrow(SlaProblem.SLA_CALENDAR_UNKNOWN::exception);
        return switch (stored.calendar().deadline(from, Duration.ofMinutes(minutes))) {
            case Deadline.Due(var at) ->
                    new SlaPayloads.DeadlineView(
                            from,
                            minutes,
                            stored.id(),
                            stored.version(),
                            stored.calendar().zone().getId(),
                            at,
                            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                    at.atZone(stored.calendar().zone())));
            case Deadline.BeyondHorizon _ -> throw SlaProblem.SLA_BEYOND_HORIZON.exception();
        };
    }

    private static io.pondcrm.chassis.basics.ProblemException wrong(
            String pointer, String code, String en, String zh) {
        return WebProblem.INVALID_PARAMETER.exception(
                List.of(new FieldError(pointer, code, new Text(en, zh))));
    }

    private void requireCalendar(String id) {
        if (calendars.find(id).isEmpty()) {
            throw SlaProblem.SLA_CALENDAR_UNKNOWN.exception();
        }
    }

    private SlaPolicyDocument document(String id) {
        return policies.find(id).orElseThrow(SlaProblem.SLA_POLICY_NOT_FOUND::exception);
    }
}
