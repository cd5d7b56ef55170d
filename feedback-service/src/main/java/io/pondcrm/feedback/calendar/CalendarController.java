package io.pondcrm.feedback.calendar;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/business-calendars")
@Tag(name = "Business calendars", description = "When somebody works")
class CalendarController {

    private final MongoCalendars calendars;
    private final MongoOperations mongo;
    private final Clock clock;

    CalendarController(MongoCalendars calendars, MongoOperations mongo, Clock clock) {
        this.calendars = calendars;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("sla:write")
    @Operation(
            operationId = "createBusinessCalendar",
            summary = "Makes a business calendar",
            description =
                    """
                    Several intervals a day, by the wall clock of its zone; dates that differ from \
                    their weekday are exceptions: without hours a holiday, with hours a day that is \
                    worked, for example a Saturday that makes up for a holiday. A minute that the \
                    clock skips in spring is not worked; one that it shows twice in autumn counts \
                    twice.\
                    """)
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<CalendarPayloads.View> create(
            @Valid @RequestBody CalendarPayloads.NewCalendar body, NewId newId) {
        var calendar = body.toDomain();
        var id = TypeId.of("cal", newId.uuid());
        if (calendars.document(id).isEmpty()) {
            var now = clock.instant();
            calendars.insert(CalendarDocument.of(id, 1, body, calendar, now, now));
        }
        var stored = document(id);
        return ResponseEntity.created(URI.create("/api/v1/business-calendars/" + id))
                .eTag(ETags.of(stored.version()))
                .body(CalendarPayloads.View.of(stored));
    }

    @GetMapping
    @RequiresScope("sla:read")
    @Operation(
            operationId = "listBusinessCalendars",
            summary = "The business calendars there are, newest first")
    Page<CalendarPayloads.View> list(PageRequest page) {
        return page.find(mongo, new Criteria(), CalendarDocument.class, CalendarPayloads.View::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("sla:read")
    @Operation(operationId = "getBusinessCalendar", summary = "A business calendar")
    ResponseEntity<CalendarPayloads.View> get(
            @Parameter(example = "cal_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id) {
        var stored = document(id);
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(CalendarPayloads.View.of(stored));
    }

    @PutMapping("/{id}")
    @RequiresScope("sla:write")
    @Operation(
            operationId = "replaceBusinessCalendar",
            summary = "Changes a business calendar",
            description =
                    """
                    As a whole. Cases opened from now on go by the new version; what was promised \
                    before stays as it was promised.\
                    """)
    ResponseEntity<CalendarPayloads.View> replace(
            @Parameter(example = "cal_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Valid @RequestBody CalendarPayloads.NewCalendar body,
            IfMatch ifMatch) {
        var calendar = body.toDomain();
        var seen = document(id);
        ifMatch.requires(seen.version());
        if (seen.version() >= MongoCalendars.MAX_VERSIONS) {
            throw CalendarProblem.CALENDAR_TOO_MANY_VERSIONS.exception(MongoCalendars.MAX_VERSIONS);
        }
        var now =
                CalendarDocument.of(
                        id, seen.version() + 1, body, calendar, seen.createdAt(), clock.instant());
        if (!calendars.replace(seen, now)) {
            throw WebProblem.CONFLICT.exception();
        }
        return ResponseEntity.ok()
                .eTag(ETags.of(now.version()))
                .body(CalendarPayloads.View.of(now));
    }

    private CalendarDocument document(String id) {
        return calendars.document(id).orElseThrow(CalendarProblem.CALENDAR_NOT_FOUND::exception);
    }
}
