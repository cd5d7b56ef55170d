package io.pondcrm.customer.intake;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.intake.IntakeDocument.OnMatch;
import io.pondcrm.customer.intake.IntakePayloads.DefinitionBody;
import io.pondcrm.customer.intake.IntakePayloads.IntakeView;
import io.pondcrm.customer.intake.IntakePayloads.SubmissionBody;
import io.pondcrm.customer.intake.IntakePayloads.SubmissionView;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.TargetField;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Forms and intake", description = "What people fill in, and what other sources send")
class IntakeController {

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String A_FORM = "frm_01h455vb4pex5vsknk084sn02q";
    private static final String A_SOURCE = "wechat-fair";

    private final MongoIntakes intakes;
    private final TakeIn takeIn;
    private final JsonMapper json;
    private final Clock clock;

    IntakeController(MongoIntakes intakes, TakeIn takeIn, JsonMapper json, Clock clock) {
        this.intakes = intakes;
        this.takeIn = takeIn;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/forms")
    @RequiresScope("forms:write")
    @Operation(
            operationId = "createForm",
            summary = "Make a form",
            description =
                    "It changes no more, since its submissions are evidence of what was asked:"
                            + " retire it and make another.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    ResponseEntity<?> create(@RequestBody @Valid DefinitionBody body, NewId newId, Caller caller) {
        ownOnly(caller);
        var form = checked(TypeId.of("frm", newId.uuid()), true, 1, body);
        intakes.put(form);
        return ResponseEntity.created(URI.create("/api/v1/forms/" + form.id()))
                .eTag(ETags.of(form.version()))
                .body(IntakeView.of(form));
    }

    @GetMapping("/forms")
    @RequiresScope("forms:read")
    @Operation(operationId = "listForms", summary = "All forms, oldest first, retired ones too")
    Page<IntakeView> list() {
        return Page.whole(intakes.listForms().stream().map(IntakeView::of).toList());
    }

    @GetMapping("/forms/{id}")
    @RequiresScope("forms:read")
    @Operation(operationId = "getForm", summary = "One form with its JSON Schema")
    ResponseEntity<IntakeView> get(@Parameter(example = A_FORM) @PathVariable("id") String id) {
        return ok(form(id));
    }

    @DeleteMapping("/forms/{id}")
    @RequiresScope("forms:write")
    @Operation(
            operationId = "retireForm",
            summary = "Take a form out of use",
            description = "What came in by it stays.")
    @ApiResponse(responseCode = "204", description = "Out of use")
    ResponseEntity<?> retire(
            @Parameter(example = A_FORM) @PathVariable("id") String id,
            IfMatch ifMatch,
            Caller caller) {
        ownOnly(caller);
        var form = form(id);
        ifMatch.requires(form.version());
        var retired =
                new IntakeDocument(
                        form.id(),
                        form.version() + 1,
                        true,
                        form.titleEn(),
                        form.titleZh(),
                        form.schema(),
                        form.fields(),
                        form.consents(),
                        form.onMatch(),
                        true,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return intakes.put(retired)
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    @PostMapping("/forms/{id}/submissions")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "submitForm",
            summary = "Hand in what somebody filled in",
            description =
                    """
                    Whoever has the same e-mail address, phone number or WeChat id is the customer; \
                    else one is made. A ticked consent is granted with the form's wording, and the \
                    submission as evidence, in this call; one that is not ticked says nothing. Send \
                    an Idempotency-Key to repeat it blindly.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Taken in",
            content = @Content(schema = @Schema(implementation = SubmissionView.class)))
    ResponseEntity<?> submit(
            @Parameter(example = A_FORM) @PathVariable("id") String id,
            @RequestBody @Valid SubmissionBody body,
            NewId newId,
            Caller caller) {
        ownOnly(caller);
        return ResponseEntity.status(201)
                .body(takeIn.handle(form(id), body.answers(), newId, "/answers"));
    }

    @PutMapping("/intake/{source}")
    @RequiresScope("forms:write")
    @Operation(
            operationId = "setIntake",
            summary = "Say what a source's records look like, and what becomes of them",
            description = "Needs If-Match, but for the first time.")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = IntakeView.class)))
    ResponseEntity<?> define(
            @Parameter(example = A_SOURCE) @PathVariable("source") String source,
            @RequestBody @Valid DefinitionBody body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        ownOnly(caller);
        if (!SOURCE.matcher(source).matches()) {
            return WebProblem.VALIDATION.because(
                    List.of(
                            new FieldError(
                                    "/source",
                                    "source-name",
                                    new Text(
                                            "Up to 40 lower-case letters, digits and hyphens",
                                            "最多 40 个字符，仅限小写字母、数字和连字符"))));
        }
        var seen = intakes.find("intake:" + source).map(IntakeDocument::version).orElse(0L);
        (ifMatch == null ? IfMatch.seen(0) : ifMatch).requires(seen);
        var next = checked("intake:" + source, false, seen + 1, body);
        return intakes.put(next) ? ok(next) : WebProblem.CONFLICT.because();
    }

    @GetMapping("/intake/{source}")
    @RequiresScope("forms:read")
    @Operation(operationId = "getIntake", summary = "What a source's records look like")
    ResponseEntity<IntakeView> intake(
            @Parameter(example = A_SOURCE) @PathVariable("source") String source) {
        return ok(source(source));
    }

    @PostMapping("/intake/{source}")
    @RequiresScope("customers:write")
    @Operation(
            operationId = "takeIn",
            summary = "Send a record of a source",
            description =
                    "The body is what the source's JSON Schema says. The customer is found or made"
                            + " as by a form; each field's provenance is intake:<source>.")
    @ApiResponse(
            responseCode = "201",
            description = "Taken in",
            content = @Content(schema = @Schema(implementation = SubmissionView.class)))
    ResponseEntity<?> receive(
            @Parameter(example = A_SOURCE) @PathVariable("source") String source,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = Object.class)))
                    @RequestBody
                    JsonNode record,
            NewId newId,
            Caller caller) {
        ownOnly(caller);
        return ResponseEntity.status(201).body(takeIn.handle(source(source), record, newId, ""));
    }

    private IntakeDocument checked(String id, boolean isForm, long version, DefinitionBody body) {
        JsonNode schema = json.valueToTree(body.schema());
        var flaws = new ArrayList<>(AnswersSchema.faultsOf(schema, "/schema"));
        for (var at = 0; at < body.fields().size(); at++) {
            var line = body.fields().get(at);
            checkPointer(line.from(), "/fields/" + at + "/from", flaws);
            if (!isTarget(line.to())) {
                flaws.add(
                        new FieldError(
                                "/fields/" + at + "/to",
                                "unknown-target",
                                new Text(
                                        "Name a field of customers, or attributes.<key>",
                                        "请填写客户字段名，或 attributes.<键>")));
            }
        }
        var consents =
                body.consents() == null ? List.<IntakeDocument.ConsentLine>of() : body.consents();
        for (var at = 0; at < consents.size(); at++) {
            checkPointer(consents.get(at).from(), "/consents/" + at + "/from", flaws);
        }
        if (!flaws.isEmpty()) {
            throw WebProblem.VALIDATION.exception(flaws);
        }
        return new IntakeDocument(
                id,
                version,
                isForm,
                body.title().en(),
                body.title().zh(),
                schema.toString(),
                body.fields(),
                consents,
                body.onMatch() == null ? OnMatch.FILL : body.onMatch(),
                false,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static boolean isTarget(String name) {
        return name.startsWith(TargetField.ATTRIBUTE_PREFIX)
                || TargetField.find(RecordKind.CUSTOMERS, name)
                        .filter(it -> it != TargetField.EXTERNAL_ID)
                        .isPresent();
    }

    private static void checkPointer(String pointer, String where, List<FieldError> flaws) {
        try {
            if (pointer.startsWith("/")) {
                JsonPointer.compile(pointer);
                return;
            }
        } catch (IllegalArgumentException | JacksonException _) {
            // Said below.
        }
        flaws.add(
                new FieldError(
                        where,
                        "json-pointer",
                        new Text("Write a JSON pointer, such as /email", "请填写 JSON 指针，例如 /email")));
    }

    private IntakeDocument form(String id) {
        return intakes.find(id)
                .filter(IntakeDocument::isForm)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private IntakeDocument source(String source) {
        return intakes.find("intake:" + source).orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static ResponseEntity<IntakeView> ok(IntakeDocument intake) {
        return ResponseEntity.ok().eTag(ETags.of(intake.version())).body(IntakeView.of(intake));
    }

    /** Whom answers are found to be from is more than a partner may learn. */
    private static void ownOnly(Caller caller) {
        if (caller.system().isPresent()) {
            throw IntakeProblem.INTAKE_NOT_FOR_PARTNERS.exception();
        }
    }
}
