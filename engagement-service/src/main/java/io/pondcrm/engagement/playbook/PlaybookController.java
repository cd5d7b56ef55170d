package io.pondcrm.engagement.playbook;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.engagement.Faults;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.playbook.EnrolmentDocument.Part;
import io.pondcrm.engagement.playbook.PlaybookPayloads.Counted;
import io.pondcrm.engagement.playbook.PlaybookPayloads.EnrolmentView;
import io.pondcrm.engagement.playbook.PlaybookPayloads.NewPlaybook;
import io.pondcrm.engagement.playbook.PlaybookPayloads.StageUpliftView;
import io.pondcrm.engagement.playbook.PlaybookPayloads.UpliftView;
import io.pondcrm.engagement.playbook.PlaybookPayloads.View;
import io.pondcrm.engagement.playbook.domain.Enrolment.Outcome;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.template.domain.Templates;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
@Tag(
        name = "Playbooks",
        description = "What is done with customers who enter a lifecycle stage, and what it did")
class PlaybookController {

    /** As strategies name it; messages are found by their source, so not as those are named. */
    private static final Pattern ID = Pattern.compile("(?!cmp_|car_)[A-Za-z0-9_-]{1,60}");

    private final MongoPlaybooks playbooks;
    private final UpliftQueries uplifts;
    private final Templates templates;
    private final MongoOperations mongo;
    private final Identities identities;
    private final Clock clock;

    PlaybookController(
            MongoPlaybooks playbooks,
            UpliftQueries uplifts,
            Templates templates,
            MongoOperations mongo,
            Identities identities,
            Clock clock) {
        this.playbooks = playbooks;
        this.uplifts = uplifts;
        this.templates = templates;
        this.mongo = mongo;
        this.identities = identities;
        this.clock = clock;
    }

    @PutMapping("/playbooks/{id}")
    @RequiresScope("playbooks:write")
    @Operation(
            operationId = "putPlaybook",
            summary = "Says what is done with customers who enter the stages that name it",
            description =
                    "A stage's strategy in segmentation-service names the playbook by its id; each"
                            + " entry into the stage enrols the customer once. Needs If-Match, but for"
                            + " the first time. A change holds for whoever enters from then on; the"
                            + " kind of action never changes.")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> put(
            @Parameter(example = "second-purchase") @PathVariable("id") String id,
            @Valid @RequestBody NewPlaybook body,
            @Nullable IfMatch ifMatch) {
        if (!ID.matcher(id).matches()) {
            return PlaybookProblem.PLAYBOOK_ID_UNFIT.because();
        }
        var flaws = body.flaws();
        if (flaws.isEmpty()) {
            flaws = flawsOf(body.action().templateId());
        }
        if (!flaws.isEmpty()) {
            return WebProblem.VALIDATION.because(flaws);
        }
        var known = playbooks.find(id);
        (ifMatch == null ? IfMatch.seen(0) : ifMatch)
                .requires(known.map(Playbook::version).orElse(0L));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (known.isEmpty()) {
            var made = Playbook.of(id, body.toDomain(), now);
            return playbooks.insert(made)
                    ? ResponseEntity.created(URI.create("/api/v1/playbooks/" + id))
                            .eTag(ETags.of(made.version()))
                            .body(View.of(made))
                    : WebProblem.CONFLICT.because();
        }
        return switch (known.get().change(body.toDomain(), now)) {
            case Playbook.Change.Changed(var next) ->
                    playbooks.store(next) ? answer(next) : WebProblem.CONFLICT.because();
            case Playbook.Change.AsBefore(var same) -> answer(same);
            case Playbook.Change.OtherAction _ -> PlaybookProblem.PLAYBOOK_ACTION_FIXED.because();
            case Playbook.Change.NoMore _ -> PlaybookProblem.PLAYBOOK_RETIRED.because();
        };
    }

    private List<FieldError> flawsOf(@Nullable String templateId) {
        if (templateId == null) {
            return List.of();
        }
        return templates
                .find(templateId)
                .map(it -> Faults.ofValues(it.flawsOf(Map.of())))
                .orElseGet(() -> List.of(Faults.unknownTemplate("/action/templateId")));
    }

    @GetMapping("/playbooks")
    @RequiresScope("playbooks:read")
    @Operation(operationId = "listPlaybooks", summary = "The playbooks there are")
    Page<View> list(PageRequest page) {
        return page.find(
                mongo, new Criteria(), PlaybookDocument.class, it -> View.of(it.toDomain()));
    }

    @GetMapping("/playbooks/{id}")
    @RequiresScope("playbooks:read")
    @Operation(operationId = "getPlaybook", summary = "A playbook")
    ResponseEntity<View> get(@PathVariable("id") String id) {
        return answer(
                playbooks.find(id).orElseThrow(PlaybookProblem.PLAYBOOK_NOT_FOUND::exception));
    }

    @PostMapping("/playbooks/{id}/retire")
    @RequiresScope("playbooks:write")
    @Operation(
            operationId = "retirePlaybook",
            summary = "Retires a playbook for good",
            description =
                    "It enrols nobody any more, and messages that have not left are taken back. Who"
                            + " is enrolled is watched to the end of their window.")
    ResponseEntity<View> retire(@PathVariable("id") String id) {
        return answer(
                playbooks.retire(id).orElseThrow(PlaybookProblem.PLAYBOOK_NOT_FOUND::exception));
    }

    @GetMapping("/playbooks/{id}/enrolments")
    @RequiresScope("playbooks:read")
    @Operation(
            operationId = "listPlaybookEnrolments",
            summary = "Who entered a stage that names the playbook, latest entry first",
            description =
                    "With who was skipped, and why; also of a playbook that a strategy names and"
                            + " nobody has made.")
    Page<EnrolmentView> enrolments(
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable Part group,
            @RequestParam(required = false) @Nullable Outcome outcome,
            @Parameter(example = "FIRST_PURCHASE") @RequestParam(required = false)
                    @Nullable String stage,
            @Parameter(example = "lifecycle-5") @RequestParam(required = false)
                    @Nullable String scheme,
            @SortedBy("-enteredAt") PageRequest page) {
        var now = clock.instant();
        var wanted = where("playbook").is(id);
        if (group != null) {
            wanted = wanted.and("group").is(group);
        }
        if (scheme != null) {
            wanted = wanted.and("scheme").is(scheme);
        }
        if (stage != null) {
            wanted = wanted.and("stage").is(stage);
        }
        if (outcome != null) {
            wanted =
                    switch (outcome) {
                        case CONVERTED -> wanted.and("converted").is(true);
                        case OPEN -> wanted.and("converted").is(false).and("windowEnds").gt(now);
                        case EXPIRED ->
                                wanted.and("converted").is(false).and("windowEnds").lte(now);
                    };
        }
        return page.find(mongo, wanted, EnrolmentDocument.class, it -> EnrolmentView.of(it, now));
    }

    @GetMapping("/customers/{id}/enrolments")
    @RequiresScope("playbooks:read")
    @Operation(
            operationId = "listCustomerEnrolments",
            summary = "The playbooks a customer is or was enrolled in, latest entry first")
    Page<EnrolmentView> ofCustomer(
            @PathVariable("id") String id, @SortedBy("-enteredAt") PageRequest page) {
        var now = clock.instant();
        return page.find(
                mongo,
                where("customerId").in(identities.idsOf(id)),
                EnrolmentDocument.class,
                it -> EnrolmentView.of(it, now));
    }

    @GetMapping("/playbooks/{id}/uplift")
    @RequiresScope("playbooks:read")
    @Operation(
            operationId = "getPlaybookUplift",
            summary = "What a playbook did, stage by stage: conversion of treated and held out",
            description =
                    "Of enrolments whose window is over; were those that converted early counted"
                            + " while the others are still awaited, the rates would be too high. Open"
                            + " ones stand apart.")
    UpliftView uplift(@PathVariable("id") String id) {
        if (playbooks.find(id).isEmpty()) {
            throw PlaybookProblem.PLAYBOOK_NOT_FOUND.exception();
        }
        var now = clock.instant();
        return new UpliftView(
                id,
                Counted.WINDOW_OVER,
                uplifts.listUplifts(id, now).stream().map(StageUpliftView::of).toList(),
                now);
    }

    private static ResponseEntity<View> answer(Playbook playbook) {
        return ResponseEntity.ok().eTag(ETags.of(playbook.version())).body(View.of(playbook));
    }
}
