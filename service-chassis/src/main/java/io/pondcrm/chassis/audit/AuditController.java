package io.pondcrm.chassis.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit-events")
@Tag(
        name = "Audit",
        description = "Who did what and who saw whom, in a chain that shows when it is touched")
class AuditController {

    private static final String WHOSE = "Whose; the gateway routes by it";

    private final MongoOperations mongo;
    private final AuditTrail trail;

    AuditController(MongoOperations mongo, AuditTrail trail) {
        this.mongo = mongo;
        this.trail = trail;
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditEvent")
    record EventView(
            @Schema(description = "Its place in the chain, from 1", example = "4711") long number,
            Instant at,
            @Schema(description = "The OAuth client", example = "front-end") String actor,
            @Schema(
                            description = "The partner system that the client is bound to",
                            example = "shop")
                    @Nullable String system,
            @Schema(description = "The operation", example = "getCustomer") String action,
            AuditEntry.Kind kind,
            @Schema(example = "GET") String method,
            @Schema(example = "/api/v1/customers/cus_01h455vb4pex5vsknk084sn02q") String resource,
            @Schema(description = "Of the answer; left out for a read", example = "200")
                    @Nullable Integer status,
            @Schema(description = "Whom it concerned") List<String> customers,
            @Schema(
                            description = "Personal fields that were shown, never their values",
                            example = "[\"displayName\"]")
                    List<String> fields,
            @Schema(description = "As the caller said in the header Purpose")
                    @Nullable String purpose,
            @Nullable String traceId,
            @Schema(description = "Over the entry and the seal before it") String seal) {

        static EventView of(AuditDocument document) {
            return new EventView(
                    document.number(),
                    document.at(),
                    document.actor(),
                    document.system(),
                    document.action(),
                    AuditEntry.Kind.valueOf(document.kind()),
                    document.method(),
                    document.resource(),
                    document.status() == 0 ? null : document.status(),
                    document.customers(),
                    document.fields(),
                    document.purpose(),
                    document.traceId().isEmpty() ? null : document.traceId(),
                    document.seal());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditVerification")
    record VerificationView(
            @Schema(description = "Whether every entry is as it was written") boolean intact,
            @Schema(description = "Entries that were looked at", example = "4711") long entries,
            @Schema(
                            description =
                                    "Of them, sealed by a key that is not known here any more",
                            example = "0")
                    long unverifiable,
            @Schema(description = "The first entry that is not") @Nullable Long firstBad,
            @Schema(description = "What is wrong there") AuditCheck.@Nullable Finding finding) {

        static VerificationView of(AuditCheck check) {
            return new VerificationView(
                    check.firstBad().isEmpty(),
                    check.entries(),
                    check.unverifiable(),
                    check.firstBad().orElse(null),
                    check.finding().orElse(null));
        }
    }

    @Schema(name = "AuditQuestion", description = "Who saw, or touched, these customers?")
    record Question(
            @NotEmpty
                    @Size(max = Shown.MOST)
                    @Schema(example = "[\"cus_01h455vb4pex5vsknk084sn02q\"]")
                    List<@NotNull String> customers,
            @Schema(description = "The first moment, inclusive") @Nullable Instant from,
            @Schema(description = "The last moment, exclusive") @Nullable Instant until) {}

    @GetMapping
    @RequiresScope("audit:read")
    @Operation(
            operationId = "listAuditEvents",
            summary = "List who did what, and who saw whom",
            description =
                    "Newest first. Every write, every refusal, and every read of unmasked personal"
                            + " data; fields by name, never by value.")
    Page<EventView> list(
            @Parameter(description = WHOSE) @RequestParam(required = false)
                    @Nullable String service,
            @Parameter(description = "The OAuth client") @RequestParam(required = false)
                    @Nullable String actor,
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @RequestParam(required = false)
                    @Nullable String customer,
            @Parameter(description = "The path of what was called") @RequestParam(required = false)
                    @Nullable String resource,
            @RequestParam(required = false) AuditEntry.@Nullable Kind kind,
            @Parameter(description = "The first moment, inclusive") @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "The last moment, exclusive") @RequestParam(required = false)
                    @Nullable Instant until,
            @SortedBy("-at") PageRequest page) {
        var wanted = new Criteria();
        wanted = and(wanted, "actor", actor);
        wanted = and(wanted, "customers", customer);
        wanted = and(wanted, "resource", resource);
        wanted = and(wanted, "kind", kind == null ? null : kind.name());
        return page.find(mongo, within(wanted, from, until), AuditDocument.class, EventView::of);
    }

    @PostMapping("/search")
    @RequiresScope("audit:read")
    @Operation(
            operationId = "searchAuditEvents",
            summary = "Ask who saw or touched some customers",
            description = "Up to 1,000 customers at once: the answer that a breach asks for.")
    Page<EventView> search(
            @Parameter(description = WHOSE) @RequestParam(required = false)
                    @Nullable String service,
            @RequestBody @Valid Question question,
            @SortedBy("-at") PageRequest page) {
        var wanted =
                within(
                        Criteria.where("customers").in(question.customers()),
                        question.from(),
                        question.until());
        return page.boundTo(String.valueOf(question.hashCode()))
                .find(mongo, wanted, AuditDocument.class, EventView::of);
    }

    @GetMapping("/verification")
    @RequiresScope("audit:read")
    @Operation(
            operationId = "verifyAuditEvents",
            summary = "Look whether the chain is as it was written",
            description =
                    "Recomputes every seal, from the first entry to the last: a changed, missing,"
                            + " added or moved entry is named by its number.")
    VerificationView verify(
            @Parameter(description = WHOSE) @RequestParam(required = false)
                    @Nullable String service) {
        return VerificationView.of(trail.check());
    }

    private static Criteria and(Criteria wanted, String field, @Nullable String value) {
        return value == null ? wanted : wanted.and(field).is(value);
    }

    private static Criteria within(
            Criteria wanted, @Nullable Instant from, @Nullable Instant until) {
        if (from == null && until == null) {
            return wanted;
        }
        var when = wanted.and("at");
        if (from != null) {
            when.gte(from);
        }
        return until == null ? when : when.lt(until);
    }
}
