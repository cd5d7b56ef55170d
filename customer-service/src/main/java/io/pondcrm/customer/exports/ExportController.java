package io.pondcrm.customer.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.SpreadsheetGuard;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/exports")
@Tag(name = "Exports", description = "Files of what is known, in the form in which imports take it")
class ExportController {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final ImportChunks parts;
    private final Transfers transfers;
    private final MongoOperations mongo;
    private final Jobs jobs;
    private final Clock clock;
    private final JsonMapper json;

    ExportController(
            ImportChunks parts,
            Transfers transfers,
            MongoOperations mongo,
            Jobs jobs,
            Clock clock,
            JsonMapper json) {
        this.parts = parts;
        this.transfers = transfers;
        this.mongo = mongo;
        this.jobs = jobs;
        this.clock = clock;
        this.json = json;
    }

    /** How the file is written. */
    enum ExportFormat {
        CSV,
        NDJSON
    }

    @Schema(name = "NewExport", description = "What shall be in the file")
    record ExportBody(
            @Schema(
                            description =
                                    "Only what this partner system knows, under its own keys; all if"
                                            + " left out, by our own clients",
                            example = "shop")
                    @Nullable String system) {}

    @PostMapping("/customers")
    @RequiresScope("customers:read")
    @Operation(
            operationId = "exportCustomers",
            summary = "Write all customers into a file",
            description =
                    """
                    Answers with a job; its result is the file, which is kept sealed, and as long as \
                    uploaded files are. Columns are those that imports know. Without customers:pii \
                    there are none that single out a person. A customer with several contact points \
                    of a type has them in contactPoints only, which imports pass over, so that \
                    importing the file again takes none away. What is written while the job runs \
                    may be in the file or not; everything else is in it once. Left out are \
                    customers whose data must not go to the system's region: the job counts them \
                    as withheld, and they are asked for again when the file is fetched.\
                    """)
    @ApiResponse(
            responseCode = "202",
            description = "Location names the job that writes the file",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> customers(@RequestBody @Valid ExportBody body, NewId newId, Caller caller) {
        return start(RecordKind.CUSTOMERS, body, newId, caller);
    }

    @PostMapping("/transactions")
    @RequiresScope("transactions:read")
    @Operation(
            operationId = "exportTransactions",
            summary = "Write all transactions into a file",
            description =
                    "As exportCustomers does; what was bought stands in columns where a transaction"
                            + " has one line")
    @ApiResponse(
            responseCode = "202",
            description = "Location names the job that writes the file",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> transactions(
            @RequestBody @Valid ExportBody body, NewId newId, Caller caller) {
        return start(RecordKind.TRANSACTIONS, body, newId, caller);
    }

    private ResponseEntity<?> start(RecordKind kind, ExportBody body, NewId newId, Caller caller) {
        var system = body.system() == null ? caller.boundSystem() : body.system();
        if (system != null && (!ExternalId.isSystem(system) || !caller.mayActFor(system))) {
            return ExportProblem.EXPORT_SYSTEM.because();
        }
        var job = jobs.idOf(newId.uuid());
        if (mongo.findById(job, ExportDocument.class) == null) {
            mongo.save(
                    new ExportDocument(
                            job,
                            kind,
                            system,
                            caller.has("customers:pii"),
                            List.of(),
                            -1,
                            clock.instant()));
        }
        return jobs.accepted(
                jobs.submit(
                        newId.uuid(),
                        ExportJob.NAME,
                        Map.of(),
                        system == null
                                ? caller
                                : new Caller(caller.clientId(), caller.scopes(), system)));
    }

    @GetMapping("/{jobId}/file")
    @RequiresScope({"customers:read", "transactions:read"})
    @Operation(
            operationId = "getExportFile",
            summary = "Download what was exported",
            description =
                    "In CSV, cells that a spreadsheet would take for a formula have an apostrophe"
                            + " in front, which imports take off again",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The file",
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }))
    void file(
            @PathVariable("jobId") String job,
            @Parameter(description = "How the file is written")
                    @RequestParam(required = false, defaultValue = "CSV")
                    ExportFormat format,
            HttpServletResponse response,
            Caller caller)
            throws IOException {
        var found = mongo.findById(job, ExportDocument.class);
        if (found == null || !mayRead(found, caller)) {
            throw ExportProblem.NO_SUCH_EXPORT.exception();
        }
        response.setContentType((format == ExportFormat.CSV ? CSV : NDJSON) + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
        if (format == ExportFormat.CSV) {
            writeCsv(found, out);
        } else {
            for (var number = 0; number < found.parts(); number++) {
                for (var row : rows(found, number)) {
                    out.write(json.writeValueAsString(row));
                    out.write('\n');
                }
            }
        }
        out.flush();
    }

    private boolean mayRead(ExportDocument found, Caller caller) {
        var scope =
                switch (found.kind()) {
                    case CUSTOMERS -> "customers:read";
                    case TRANSACTIONS -> "transactions:read";
                };
        var isTheirs =
                found.system() == null
                        ? caller.boundSystem() == null
                        : caller.mayActFor(found.system());
        var isThere = found.parts() == 0 || found.parts() > 0 && parts.holds(found.id(), 0);
        return isThere
                && isTheirs
                && caller.has(scope)
                && (!found.personal() || caller.has("customers:pii"));
    }

    /** Without those of customers whose data may no longer go to whom the file is for. */
    private List<JsonNode> rows(ExportDocument found, int number) {
        var rows =
                parts.get(found.id(), number).stream().map(it -> json.readTree(it.text())).toList();
        var whose =
                switch (found.kind()) {
                    case CUSTOMERS -> SpreadsheetGuard.EXPORTED_ID;
                    case TRANSACTIONS -> TargetField.CUSTOMER_ID.jsonName();
                };
        return transfers.allowed(
                found.system(),
                Transfers.Way.EXPORT,
                rows,
                it -> new CustomerId(it.path(whose).asString()));
    }

    private void writeCsv(ExportDocument found, Writer out) throws IOException {
        var columns = ExportRows.columns(found.kind(), found.personal(), found.attributes());
        writeLine(columns, out);
        for (var number = 0; number < found.parts(); number++) {
            for (var row : rows(found, number)) {
                writeLine(columns.stream().map(column -> text(row.path(column))).toList(), out);
            }
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.isMissingNode() ? "" : value.toString();
    }

    private static void writeLine(List<String> cells, Writer out) throws IOException {
        out.write(
                cells.stream()
                                .map(SpreadsheetGuard::add)
                                .map(ExportController::quoted)
                                .collect(Collectors.joining(","))
                        + "\r\n");
    }

    private static String quoted(String cell) {
        var plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\'' || c <= ' ');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
