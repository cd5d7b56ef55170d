package io.pondcrm.chassis.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/retention-rules")
@Tag(name = "Retention", description = "How long what is kept, and why")
class RetentionController {

    private final RetentionLimits limits;
    private final MongoOperations mongo;

    RetentionController(RetentionLimits limits, MongoOperations mongo) {
        this.limits = limits;
        this.mongo = mongo;
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionRule")
    record RuleView(
            @Schema(example = "visitor-interactions") String kind,
            @Schema(
                            description =
                                    "What ends it: a sweep after the limit, the customer's erasure,"
                                            + " nothing before the law lets it go, or that nobody"
                                            + " uses it any more")
                    RetentionRule.Ends ends,
            @Schema(
                            description =
                                    "How long it is kept; left out for what no sweep deletes, for"
                                            + " the reason that is given",
                            example = "P395D")
                    @Nullable String limit,
            @Schema(
                            description =
                                    "From which moment the limit counts, in the language of the"
                                            + " request; left out as the limit is")
                    @Nullable String since,
            @Schema(description = "In the language of the request") String reason,
            @Schema(example = "GDPR 5(1)(e); PIPL 19") String law,
            @Schema(
                            description = "The collections of the store where it lies",
                            example = "[\"interactions\"]")
                    List<String> collections,
            @Schema(description = "When it was last looked for what is due")
                    @Nullable Instant lastSweptAt,
            @Schema(description = "What was deleted then", example = "0")
                    @Nullable Long lastDeleted,
            @Schema(description = "What was ever deleted", example = "1204")
                    @Nullable Long deletedEver) {}

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "listRetentionRules",
            summary = "Read how long what is kept, and what the last sweep deleted",
            description = "All that a service keeps; limits are settings.")
    Page<RuleView> list(
            @Parameter(description = "Whose; the gateway routes by it")
                    @RequestParam(required = false)
                    @Nullable String service,
            @Parameter(hidden = true) Locale locale) {
        Map<String, RetentionSweepDocument> sweeps = new HashMap<>();
        for (var sweep : mongo.findAll(RetentionSweepDocument.class)) {
            sweeps.put(sweep.id(), sweep);
        }
        return Page.whole(
                limits.rules().stream()
                        .map(rule -> view(rule, sweeps.get(rule.kind()), locale))
                        .toList());
    }

    private RuleView view(
            RetentionRule rule, @Nullable RetentionSweepDocument sweep, Locale locale) {
        var since = rule.since();
        return new RuleView(
                rule.kind(),
                rule.ends(),
                limits.limitOf(rule.kind()).map(Object::toString).orElse(null),
                since == null ? null : since.in(locale),
                rule.reason().in(locale),
                rule.law(),
                rule.collections(),
                sweep == null ? null : sweep.sweptAt(),
                sweep == null ? null : sweep.deleted(),
                sweep == null ? null : sweep.deletedEver());
    }
}
