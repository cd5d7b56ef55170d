package io.pondcrm.customer.attribute;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.attribute.AttributePayloads.AttributeBody;
import io.pondcrm.customer.attribute.AttributePayloads.AttributeView;
import io.pondcrm.customer.attribute.AttributePayloads.NewAttributeBody;
import io.pondcrm.customer.attribute.domain.AttributeDefinition;
import io.pondcrm.customer.attribute.domain.AttributeDefinitions;
import io.pondcrm.customer.attribute.domain.AttributeGroup;
import io.pondcrm.customer.attribute.domain.AttributeType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/attribute-definitions")
@Tag(name = "Attributes", description = "Which attributes of their own customers have")
class AttributeController {

    private static final String EXAMPLE = "favouriteStore";

    private final AttributeDefinitions definitions;
    private final Clock clock;

    AttributeController(AttributeDefinitions definitions, Clock clock) {
        this.definitions = definitions;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("attributes:write")
    @Operation(
            operationId = "defineAttribute",
            summary = "Define an attribute of customers",
            description =
                    """
                    From the first definition on, profiles, imports, forms and intakes refuse \
                    attributes that nobody defined, unless pond.profile.undefined-attributes says \
                    otherwise. What is stored stays.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Defined",
            content = @Content(schema = @Schema(implementation = AttributeView.class)))
    ResponseEntity<?> define(@RequestBody @Valid NewAttributeBody body) {
        var wanted = body.toDomain(now());
        var flaws = flawsOf(wanted);
        if (!flaws.isEmpty()) {
            return WebProblem.VALIDATION.because(flaws);
        }
        return definitions.insert(wanted)
                ? ResponseEntity.created(
                                URI.create("/api/v1/attribute-definitions/" + wanted.key()))
                        .eTag(ETags.of(wanted.version()))
                        .body(AttributeView.of(wanted))
                : AttributeProblem.ATTRIBUTE_DEFINED_ALREADY.because(wanted.key());
    }

    @GetMapping
    @RequiresScope("attributes:read")
    @Operation(
            operationId = "listAttributes",
            summary = "The attributes that customers have, by key",
            description = "Retired ones, and those that a setting names, are among them.")
    Page<AttributeView> list(@RequestParam(required = false) @Nullable AttributeGroup group) {
        return Page.whole(
                definitions.current().list().stream()
                        .filter(it -> group == null || it.group() == group)
                        .map(AttributeView::of)
                        .toList());
    }

    @GetMapping("/{key}")
    @RequiresScope("attributes:read")
    @Operation(operationId = "getAttribute", summary = "One attribute that customers have")
    ResponseEntity<AttributeView> get(
            @Parameter(example = EXAMPLE) @PathVariable("key") String key) {
        return ok(find(key));
    }

    @PatchMapping("/{key}")
    @RequiresScope("attributes:write")
    @Operation(
            operationId = "changeAttribute",
            summary = "Change a definition",
            description =
                    """
                    JSON Merge Patch. Values that are stored are not checked anew: a data quality \
                    run finds those that no longer fit. Retired attributes take no new values; \
                    "retired": false takes them again.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The definition as it is now",
            content = @Content(schema = @Schema(implementation = AttributeView.class)))
    ResponseEntity<?> change(
            @Parameter(example = EXAMPLE) @PathVariable("key") String key,
            IfMatch ifMatch,
            @RequestBody MergePatch<AttributeBody> patch) {
        var old = find(key);
        if (old.version() == 0) {
            return AttributeProblem.ATTRIBUTE_SET_BY_OPERATOR.because();
        }
        ifMatch.requires(old.version());
        var wanted = patch.applyTo(AttributeBody.of(old)).over(old, now());
        var flaws = flawsOf(wanted);
        if (old.sensitive() && !wanted.sensitive()) {
            flaws.add(
                    new FieldError(
                            "/sensitive",
                            "sensitive-stays",
                            new Text(
                                    "Customers were promised that it is: define another attribute",
                                    "已向客户承诺该属性为敏感属性：请另行定义属性")));
        }
        if (!flaws.isEmpty()) {
            return WebProblem.VALIDATION.because(flaws);
        }
        return definitions.replace(wanted) ? ok(wanted) : WebProblem.CONFLICT.because();
    }

    @DeleteMapping("/{key}")
    @RequiresScope("attributes:write")
    @Operation(
            operationId = "retireAttribute",
            summary = "Take an attribute out of use",
            description =
                    "New values are refused; those stored stay, and can be removed. The key is not"
                            + " free for another definition: old values would change their meaning.")
    @ApiResponse(responseCode = "204", description = "Out of use")
    ResponseEntity<?> retire(
            @Parameter(example = EXAMPLE) @PathVariable("key") String key, IfMatch ifMatch) {
        var old = find(key);
        if (old.version() == 0) {
            return AttributeProblem.ATTRIBUTE_SET_BY_OPERATOR.because();
        }
        ifMatch.requires(old.version());
        var body = AttributeBody.of(old);
        var retired =
                new AttributeBody(
                        body.group(),
                        body.maxLength(),
                        body.least(),
                        body.most(),
                        body.codes(),
                        body.labels(),
                        true,
                        body.sensitive());
        return definitions.replace(retired.over(old, now()))
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    private AttributeDefinition find(String key) {
        return definitions.current().find(key).orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private static ResponseEntity<AttributeView> ok(AttributeDefinition definition) {
        return ResponseEntity.ok()
                .eTag(ETags.of(definition.version()))
                .body(AttributeView.of(definition));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<FieldError> flawsOf(AttributeDefinition wanted) {
        var flaws = new ArrayList<FieldError>();
        if ((wanted.type() == AttributeType.CODE) == wanted.codes().isEmpty()) {
            flaws.add(
                    new FieldError(
                            "/codes",
                            "codes-of-code",
                            new Text(
                                    "A CODE has codes, and nothing else has",
                                    "只有 CODE 类型需要 codes")));
        }
        if (wanted.maxLength() != null && wanted.type() != AttributeType.TEXT) {
            flaws.add(
                    new FieldError(
                            "/maxLength",
                            "length-of-text",
                            new Text("Only a TEXT has a length", "只有 TEXT 类型有长度")));
        }
        if (wanted.sensitive() && wanted.published()) {
            flaws.add(
                    new FieldError(
                            "/sensitive",
                            "sensitive-published",
                            new Text(
                                    "What travels with events cannot be sensitive",
                                    "随事件传播的属性不能是敏感属性")));
        }
        if (!wanted.hasSoundRange()) {
            flaws.add(
                    new FieldError(
                            "/least",
                            "range",
                            new Text(
                                    "Least and most are two NUMBERs, or two DATEs, in order",
                                    "least 和 most 须为同类的 NUMBER 或 DATE，且顺序正确")));
        }
        return flaws;
    }
}
