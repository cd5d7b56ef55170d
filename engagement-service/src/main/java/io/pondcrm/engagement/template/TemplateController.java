package io.pondcrm.engagement.template;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.engagement.contact.domain.CardAnswer;
import io.pondcrm.engagement.contact.domain.ContactCards;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.template.TemplatePayloads.NewRendering;
import io.pondcrm.engagement.template.TemplatePayloads.NewTemplate;
import io.pondcrm.engagement.template.TemplatePayloads.RenderingView;
import io.pondcrm.engagement.template.TemplatePayloads.View;
import io.pondcrm.engagement.template.domain.Rendering;
import io.pondcrm.engagement.template.domain.Template;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/templates")
@Tag(name = "Templates", description = "Texts with variables, in several languages")
class TemplateController {

    private final MongoTemplates templates;
    private final ContactCards cards;
    private final Identities identities;
    private final Clock clock;

    TemplateController(
            MongoTemplates templates, ContactCards cards, Identities identities, Clock clock) {
        this.templates = templates;
        this.cards = cards;
        this.identities = identities;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("templates:write")
    @Operation(
            operationId = "createTemplate",
            summary = "Makes a template",
            description =
                    "Gaps are written {{name}}, and each name is declared with its type;"
                            + " {{customer.displayName}} needs no declaration.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> create(@Valid @RequestBody NewTemplate body, NewId newId) {
        var id = TypeId.of("tpl", newId.uuid());
        var template = body.toDomain(id, 1);
        var flaws = template.flaws();
        if (!flaws.isEmpty()) {
            return TemplateProblem.TEMPLATE_FLAWED.because(TemplateProblem.errors(flaws));
        }
        var now = clock.instant();
        templates.insert(TemplateDocument.of(template, now, now));
        var stored = find(id);
        return ResponseEntity.created(URI.create("/api/v1/templates/" + id))
                .eTag(ETags.of(stored.version()))
                .body(View.of(stored));
    }

    @GetMapping
    @RequiresScope("templates:read")
    @Operation(operationId = "listTemplates", summary = "The templates there are, newest first")
    Page<View> list(PageRequest page) {
        return templates.list(page);
    }

    @GetMapping("/{id}")
    @RequiresScope("templates:read")
    @Operation(operationId = "getTemplate", summary = "A template")
    ResponseEntity<View> get(@PathVariable("id") String id) {
        var stored = find(id);
        return ResponseEntity.ok().eTag(ETags.of(stored.version())).body(View.of(stored));
    }

    @PatchMapping("/{id}")
    @RequiresScope("templates:write")
    @Operation(
            operationId = "changeTemplate",
            summary = "Changes a template",
            description =
                    "Merge patch. Campaigns that were launched keep the texts that they were"
                            + " launched with.")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = View.class)))
    ResponseEntity<?> change(
            @PathVariable("id") String id,
            @RequestBody MergePatch<NewTemplate> patch,
            IfMatch ifMatch) {
        var seen = find(id);
        ifMatch.requires(seen.version());
        var template = patch.applyTo(NewTemplate.of(seen)).toDomain(id, seen.version() + 1);
        var flaws = template.flaws();
        if (!flaws.isEmpty()) {
            return TemplateProblem.TEMPLATE_FLAWED.because(TemplateProblem.errors(flaws));
        }
        var next = TemplateDocument.of(template, seen.createdAt(), clock.instant());
        if (!templates.update(next)) {
            return WebProblem.CONFLICT.because();
        }
        return ResponseEntity.ok().eTag(ETags.of(next.version())).body(View.of(next));
    }

    @PostMapping("/{id}/render")
    @RequiresScope("templates:read")
    @Operation(
            operationId = "renderTemplate",
            summary = "Shows a template with its gaps filled",
            description =
                    "For a customer, or for nobody in particular. A variable without a value is"
                            + " refused by name (422), never left blank. Sends nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "As it would be sent",
            content = @Content(schema = @Schema(implementation = RenderingView.class)))
    ResponseEntity<?> render(
            @PathVariable("id") String id, @Valid @RequestBody NewRendering body, Caller caller) {
        var template = find(id).toDomain();
        var customer = body.customerId();
        if (customer == null) {
            return answer(template, body.locale(), body.values());
        }
        var customerId = CustomerId.find(customer);
        if (customerId.isEmpty()) {
            return TemplateProblem.TEMPLATE_UNKNOWN_CUSTOMER.because();
        }
        return switch (cards.ask(identities.of(customerId.get()).survivor(), Purpose.MARKETING)) {
            case CardAnswer.NoSuchCustomer _ -> TemplateProblem.TEMPLATE_UNKNOWN_CUSTOMER.because();
            case CardAnswer.Unavailable _ ->
                    TemplateProblem.TEMPLATE_CUSTOMER_AWAY
                            .exception()
                            .header("Retry-After", "5")
                            .toResponse();
            case CardAnswer.Held(var card) -> {
                var values = new HashMap<>(body.values());
                card.displayName()
                        .map(name -> caller.has("customers:pii") ? name : masked(name))
                        .ifPresent(name -> values.putIfAbsent(Template.DISPLAY_NAME, name));
                yield answer(
                        template,
                        Optional.ofNullable(body.locale()).or(card::locale).orElse(null),
                        values);
            }
        };
    }

    private static ResponseEntity<?> answer(
            Template template, @Nullable String locale, Map<String, String> values) {
        return switch (template.render(Optional.ofNullable(locale), values)) {
            case Rendering.Rendered rendered -> ResponseEntity.ok(RenderingView.of(rendered));
            case Rendering.Flawed(var flaws) ->
                    TemplateProblem.TEMPLATE_FLAWED.because(TemplateProblem.errors(flaws));
        };
    }

    /** As names look in answers to those who may not see personal data. */
    private static String masked(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "***";
    }

    private TemplateDocument find(String id) {
        return templates
                .findDocument(id)
                .orElseThrow(TemplateProblem.TEMPLATE_NOT_FOUND::exception);
    }
}
