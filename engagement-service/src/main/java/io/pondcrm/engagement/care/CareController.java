package io.pondcrm.engagement.care;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.engagement.care.CarePayloads.NewProgram;
import io.pondcrm.engagement.care.CarePayloads.View;
import io.pondcrm.engagement.template.domain.Templates;
import io.pondcrm.kernel.TypeId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/care-programs")
@Tag(name = "Care programs", description = "Greetings that sell nothing")
class CareController {

    private final MongoCarePrograms programs;
    private final Templates templates;
    private final MongoOperations mongo;
    private final Clock clock;

    CareController(
            MongoCarePrograms programs, Templates templates, MongoOperations mongo, Clock clock) {
        this.programs = programs;
        this.templates = templates;
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("care:write")
    @Operation(
            operationId = "createCareProgram",
            summary = "Makes a care program, which greets from now on",
            description =
                    "Each customer once a year at most, whatever the programs. Consent (purpose"
                            + " CARE) and quiet hours are asked for when the greeting's turn comes.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> create(@Valid @RequestBody NewProgram body, NewId newId) {
        if (PersonDocument.zone(body.timeZone()).isEmpty()) {
            return CareProblem.CARE_ZONE_UNKNOWN.because(
                    List.of(
                            new FieldError(
                                    "/timeZone",
                                    "time-zone-unknown",
                                    new Text("There is no such time zone", "没有此时区"))));
        }
        var template = templates.find(body.templateId());
        if (template.isEmpty() || !template.get().flawsOf(Map.of()).isEmpty()) {
            return CareProblem.CARE_TEMPLATE_UNKNOWN.because(
                    List.of(
                            new FieldError(
                                    "/templateId",
                                    "template-unsuitable",
                                    new Text(
                                            "No such template, or one that needs values",
                                            "没有此模板，或该模板需要变量值"))));
        }
        var id = TypeId.of("car", newId.uuid());
        programs.insert(body.toDocument(id, clock.instant()));
        var stored = find(id);
        return ResponseEntity.created(URI.create("/api/v1/care-programs/" + id))
                .eTag(ETags.of(stored.version()))
                .body(View.of(stored));
    }

    @GetMapping
    @RequiresScope("care:read")
    @Operation(
            operationId = "listCarePrograms",
            summary = "The care programs there are, newest first")
    Page<View> list(PageRequest page) {
        return page.find(mongo, new Criteria(), CareProgramDocument.class, View::of);
    }

    @GetMapping("/{id}")
    @RequiresScope("care:read")
    @Operation(operationId = "getCareProgram", summary = "A care program")
    ResponseEntity<View> get(@PathVariable("id") String id) {
        return answer(find(id));
    }

    @PostMapping("/{id}/pause")
    @RequiresScope("care:write")
    @Operation(operationId = "pauseCareProgram", summary = "Greets nobody for now")
    ResponseEntity<View> pause(@PathVariable("id") String id) {
        return activate(id, false);
    }

    @PostMapping("/{id}/resume")
    @RequiresScope("care:write")
    @Operation(
            operationId = "resumeCareProgram",
            summary = "Greets again; birthdays that have passed meanwhile are not made up for")
    ResponseEntity<View> resume(@PathVariable("id") String id) {
        return activate(id, true);
    }

    private ResponseEntity<View> activate(String id, boolean active) {
        find(id);
        programs.activate(id, active);
        return answer(find(id));
    }

    private static ResponseEntity<View> answer(CareProgramDocument program) {
        return ResponseEntity.ok().eTag(ETags.of(program.version())).body(View.of(program));
    }

    private CareProgramDocument find(String id) {
        return programs.find(id).orElseThrow(CareProblem.CARE_PROGRAM_NOT_FOUND::exception);
    }
}
