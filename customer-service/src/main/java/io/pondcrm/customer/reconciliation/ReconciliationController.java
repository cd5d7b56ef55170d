package io.pondcrm.customer.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RecordSplitter;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/reconciliations")
@Tag(name = "Reconciliation", description = "Whether a partner and we know the same")
class ReconciliationController {

    static final int ROWS_A_PART = 500;

    private static final String NDJSON = "application/x-ndjson";

    private final ImportChunks parts;
    private final Transfers transfers;
    private final JsonMapper json;
    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Clock clock;

    ReconciliationController(
            ImportChunks parts,
            Transfers transfers,
            MongoOperations mongo,
            Jobs jobs,
            Clock clock,
            JsonMapper json) {
        this.parts = parts;
        this.transfers = transfers;
        this.json = json;
        this.mongo = mongo;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Operation(
            operationId = "startReconciliation",
            summary = "Compare a partner's customers with ours",
            description =
                    """
                    One JSON object a line: key is the partner's own key, and beside it either the \
                    fields to compare (kind, displayName, givenName, familyName, birthDate, gender, \
                    region, locale, timeZone; null where there is none) or hash: SHA-256, \
                    hexadecimal, of name=value and a line feed for each of these fields that has a \
                    value, in this order, as GET /customers/{id} shows them, in UTF-8. Names and \
                    dates of birth are compared, and are part of the hash, for callers with \
                    customers:pii only. The job's result lists what is MISSING (we have it, they do \
                    not), EXTRA (they have it, we do not), DIFFERENT and in which fields, WITHHELD and \
                    why (the customer's data must not go to the system's region), and which lines \
                    are INVALID.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = NDJSON,
                                            schema = @Schema(type = "string"))))
    @ApiResponse(
            responseCode = "202",
            description = "All rows are here: Location names the job that compares them",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    @PostMapping(consumes = NDJSON)
    @RequiresScope("customers:read")
    ResponseEntity<?> start(
            @Parameter(description = "The partner system; may be left out by its own client")
                    @RequestParam(name = "system", required = false)
                    @Nullable String named,
            HttpServletRequest request,
            NewId newId,
            Caller caller)
            throws IOException {
        var system = named == null ? caller.boundSystem() : named;
        if (system == null || !ExternalId.isSystem(system)) {
            return ReconciliationProblem.RECONCILIATION_SYSTEM_REQUIRED.because();
        }
        if (!caller.mayActFor(system)) {
            return ReconciliationProblem.RECONCILIATION_FOREIGN_SYSTEM.because();
        }
        var job = jobs.idOf(newId.uuid());
        if (mongo.findById(job, ReconciliationDocument.class) == null) {
            var spool = new Spool(job);
            var whole = false;
            try {
                spool.read(request.getInputStream());
                whole = true;
            } finally {
                if (!whole) {
                    parts.removeAll(job);
                }
            }
            mongo.save(
                    new ReconciliationDocument(
                            job,
                            system,
                            caller.has("customers:pii"),
                            spool.number,
                            spool.rows,
                            -1,
                            clock.instant()));
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        ReconciliationJob.NAME,
                        Map.of(),
                        new Caller(caller.clientId(), caller.scopes(), system)));
    }

    /** Cuts what comes in into parts that are kept sealed. */
    private final class Spool {

        private final String job;
        private final List<RawRecord> records = new ArrayList<>();
        private int number;
        private long rows;

        Spool(String job) {
            this.job = job;
        }

        void read(InputStream body) throws IOException {
            var splitter = RecordSplitter.ofLines(this::take);
            var buffer = new byte[32 * 1024];
            for (var length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                splitter.take(buffer, 0, length);
            }
            splitter.finish();
            flush();
        }

        private void take(RawRecord record) {
            records.add(record);
            rows++;
            if (records.size() == ROWS_A_PART) {
                flush();
            }
        }

        private void flush() {
            if (!records.isEmpty()) {
                parts.put(job, number, records);
                number++;
                records.clear();
            }
        }
    }

    @Operation(
            operationId = "getReconciliationResult",
            summary = "What is not the same",
            description =
                    "One JSON object a line: result, key, and customerId, fields, line or code where"
                            + " they say something",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Differences; none if all is the same",
                            content =
                                    @Content(
                                            mediaType = NDJSON,
                                            schema = @Schema(type = "string"))))
    @GetMapping("/{jobId}/result")
    @RequiresScope("customers:read")
    void result(@PathVariable("jobId") String job, HttpServletResponse response, Caller caller)
            throws IOException {
        var found = mongo.findById(job, ReconciliationDocument.class);
        if (found == null || found.resultParts() < 0 || !caller.mayActFor(found.system())) {
            throw ReconciliationProblem.NO_SUCH_RECONCILIATION.exception();
        }
        if (found.resultParts() > 0 && parts.get(ReconciliationJob.resultOf(job), 0).isEmpty()) {
            // Its time is over: results are kept as long as uploaded files.
            throw ReconciliationProblem.NO_SUCH_RECONCILIATION.exception();
        }
        response.setContentType(NDJSON + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var out = response.getOutputStream();
        for (var number = 0; number < found.resultParts(); number++) {
            for (var line : lines(found, number)) {
                out.write(line.toString().getBytes(UTF_8));
                out.write('\n');
            }
        }
        out.flush();
    }

    /** Asked again: a customer may have taken the consent back since they were compared. */
    private List<JsonNode> lines(ReconciliationDocument found, int number) {
        var lines =
                parts.get(ReconciliationJob.resultOf(found.id()), number).stream()
                        .map(it -> json.readTree(it.text()))
                        .toList();
        var concerned = new HashSet<CustomerId>();
        lines.forEach(it -> customerIn(it).ifPresent(concerned::add));
        var refused = transfers.refused(found.system(), Transfers.Way.RECONCILIATION, concerned);
        return lines.stream()
                .filter(it -> customerIn(it).filter(refused::containsKey).isEmpty())
                .toList();
    }

    private static Optional<CustomerId> customerIn(JsonNode line) {
        return CustomerId.find(line.path("customerId").asString(""));
    }
}
