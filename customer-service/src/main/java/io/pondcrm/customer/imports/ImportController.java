package io.pondcrm.customer.imports;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.RecordFormat;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Files of customers and transactions, of any length. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Imports", description = "Files of customers and transactions, of any length")
class ImportController {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final SpoolFile spoolFile;
    private final Imports imports;
    private final ImportChunks chunks;
    private final Jobs jobs;
    private final JsonMapper json;

    ImportController(
            SpoolFile spoolFile, Imports imports, ImportChunks chunks, Jobs jobs, JsonMapper json) {
        this.spoolFile = spoolFile;
        this.imports = imports;
        this.chunks = chunks;
        this.jobs = jobs;
        this.json = json;
    }

    @Operation(
            operationId = "importCustomers",
            summary = "Import a file of customers",
            description =
                    "The file is read with the mapping that is stored for the system, else by our"
                            + " own field names. Answers with a job as soon as the file is here",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "The file is here: Location names the job that reads it",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    @PostMapping(
            path = "/customer-imports",
            consumes = {CSV, NDJSON})
    @RequiresScope("imports:write")
    ResponseEntity<?> importCustomers(
            @RequestParam(name = "system", required = false) @Nullable String system,
            HttpServletRequest request,
            NewId newId,
            Caller caller)
            throws IOException {
        return take(RecordKind.CUSTOMERS, system, request, newId, caller);
    }

    @Operation(
            operationId = "importTransactions",
            summary = "Import a file of transactions",
            description =
                    "The file is read with the mapping that is stored for the system, else by our"
                            + " own field names. Answers with a job as soon as the file is here",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "The file is here: Location names the job that reads it",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    @PostMapping(
            path = "/transaction-imports",
            consumes = {CSV, NDJSON})
    @RequiresScope("imports:write")
    ResponseEntity<?> importTransactions(
            @RequestParam(name = "system", required = false) @Nullable String system,
            HttpServletRequest request,
            NewId newId,
            Caller caller)
            throws IOException {
        return take(RecordKind.TRANSACTIONS, system, request, newId, caller);
    }

    private ResponseEntity<?> take(
            RecordKind kind,
            @Nullable String named,
            HttpServletRequest request,
            NewId newId,
            Caller caller)
            throws IOException {
        var system = named == null ? caller.boundSystem() : named;
        if (system == null || !ExternalId.isSystem(system)) {
            return ImportProblem.SYSTEM_REQUIRED.because();
        }
        if (!caller.mayActFor(system)) {
            return ImportProblem.FOREIGN_SYSTEM.because(caller.system().orElseThrow());
        }
        if (isEncoded(request)) {
            return ImportProblem.ENCODED_CONTENT.because();
        }
        var job = jobs.idOf(newId.uuid());
        if (imports.find(job).isPresent()) {
            // The first attempt of this request took the file in and died before its answer.
            return submit(newId, kind, system, caller);
        }
        var format = isCsv(request.getContentType()) ? RecordFormat.CSV : RecordFormat.NDJSON;
        return switch (spoolFile.handle(job, kind, system, format, request.getInputStream())) {
            case Spooling.Spooled(var spec) -> {
                imports.put(job, spec);
                yield submit(newId, kind, system, caller);
            }
            case Spooling.Empty _ -> ImportProblem.EMPTY_FILE.because();
            case Spooling.HeaderDamaged _, Spooling.ColumnTwice _ ->
                    ImportProblem.UNREADABLE_HEADER.because();
            case Spooling.ColumnsMissing(var fields) ->
                    ImportProblem.COLUMNS_MISSING.because(String.join(", ", fields));
        };
    }

    private ResponseEntity<?> submit(NewId newId, RecordKind kind, String system, Caller caller) {
        var owner = new Caller(caller.clientId(), caller.scopes(), system);
        return jobs.accepted(
                jobs.submit(newId.uuid(), ImportJob.nameOf(kind), Map.of("system", system), owner));
    }

    private static boolean isEncoded(HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private static boolean isCsv(@Nullable String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(CSV);
    }

    @Operation(
            operationId = "getRejectedCustomers",
            summary = "Rows of a customer file that were not taken",
            description = "Correct them in place and upload the file again",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }))
    @GetMapping("/customer-imports/{jobId}/rejects")
    @RequiresScope("imports:read")
    void customerRejects(
            @PathVariable("jobId") String job,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Caller caller)
            throws IOException {
        writeRejects(RecordKind.CUSTOMERS, job, request, response, locale, caller);
    }

    @Operation(
            operationId = "getRejectedTransactions",
            summary = "Rows of a transaction file that were not taken",
            description = "Correct them in place and upload the file again",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
                            }))
    @GetMapping("/transaction-imports/{jobId}/rejects")
    @RequiresScope("imports:read")
    void transactionRejects(
            @PathVariable("jobId") String job,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Caller caller)
            throws IOException {
        writeRejects(RecordKind.TRANSACTIONS, job, request, response, locale, caller);
    }

    private void writeRejects(
            RecordKind kind,
            String job,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Caller caller)
            throws IOException {
        var spec =
                imports.find(job)
                        .filter(it -> it.kind() == kind && caller.mayActFor(it.system()))
                        .orElseThrow(ImportProblem.NO_SUCH_IMPORT::exception);
        var withRows = caller.system().isPresent() || caller.has("customers:pii");
        var asCsv = asCsv(request.getHeader(HttpHeaders.ACCEPT), spec.format());
        response.setContentType((asCsv ? CSV : NDJSON) + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"rejects.%s\"".formatted(asCsv ? "csv" : "ndjson"));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Written while it is read: what is held in memory does not grow with the file.
        var writer = response.getWriter();
        var file = new RejectsFile(writer, locale, withRows);
        if (asCsv) {
            var delimiter = spec.columnMapping().delimiter();
            chunks.forEachReject(job, file.new Csv(spec.columns(), delimiter)::add);
        } else {
            chunks.forEachReject(job, file.new Lines(json)::add);
        }
        writer.flush();
    }

    /** As asked for; where anything will do, as the file came. */
    private static boolean asCsv(@Nullable String accept, RecordFormat format) {
        var lower = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        return lower.contains(CSV) || !lower.contains(NDJSON) && format == RecordFormat.CSV;
    }
}
