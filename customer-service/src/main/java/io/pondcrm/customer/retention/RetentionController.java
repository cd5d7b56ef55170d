package io.pondcrm.customer.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.retention.domain.DataKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/retention-rules")
@Tag(name = "Retention", description = "How long what is kept, and why")
class RetentionController {

    private final RetentionSettings settings;
    private final MongoOperations mongo;

    RetentionController(RetentionSettings settings, MongoOperations mongo) {
        this.settings = settings;
        this.mongo = mongo;
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionRule")
    record RuleView(
            DataKind kind,
            @Schema(
                            description =
                                    "How long it is kept; left out for what no sweep deletes, for"
                                            + " the reason that is given",
                            example = "P395D")
                    @Nullable String limit,
            @Schema(description = "In the language of the request") String reason,
            @Schema(example = "GDPR 5(1)(e); PIPL 19") String law,
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
            description = "Of this service; limits are settings.")
    Page<RuleView> list(@Parameter(hidden = true) Locale locale) {
        Map<String, RetentionSweepDocument> sweeps = new HashMap<>();
        for (var sweep : mongo.findAll(RetentionSweepDocument.class)) {
            sweeps.put(sweep.id(), sweep);
        }
        return Page.whole(
                Stream.of(DataKind.values())
                        .map(kind -> view(kind, sweeps.get(kind.name()), locale))
                        .toList());
    }

    private RuleView view(DataKind kind, @Nullable RetentionSweepDocument sweep, Locale locale) {
        return new RuleView(
                kind,
                settings.limitOf(kind).map(Object::toString).orElse(null),
                RetentionWords.reasonOf(kind).in(locale),
                RetentionWords.lawOf(kind),
                sweep == null ? null : sweep.sweptAt(),
                sweep == null ? null : sweep.deleted(),
                sweep == null ? null : sweep.deletedEver());
    }
}
