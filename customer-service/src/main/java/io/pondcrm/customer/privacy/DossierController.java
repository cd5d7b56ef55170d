package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.PersonalFields;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.privacy.DossierPayloads.DossierView;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/data-subject-requests")
@Tag(name = "Privacy", description = "What persons may demand, and proof that it was done")
class DossierController {

    private final Requests requests;
    private final Dossiers dossiers;
    private final Map<String, Object> schema;

    DossierController(Requests requests, Dossiers dossiers, JsonMapper json) {
        this.requests = requests;
        this.dossiers = dossiers;
        this.schema = DossierSchema.read(json, new ClassPathResource("dossier.schema.json"));
    }

    @GetMapping(
            path = "/{requestId}/dossier",
            produces = {"application/json", DossierZip.ZIP})
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getDossier",
            summary = "Read what all services keep of a person",
            description =
                    """
                    Of requests of type ACCESS and PORTABILITY, until dossierUntil. JSON as \
                    dossier-schema describes it, or with Accept: application/zip one CSV file for \
                    each kind, with the schema and a file that says what is missing. Only with \
                    customers:pii too, since nothing of it is masked; each read is audited. While \
                    services are being asked the answer is 409; if the request is INCOMPLETE, what \
                    is there is handed out, and names who is missing.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "The dossier",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = DossierView.class)),
                @Content(
                        mediaType = DossierZip.ZIP,
                        schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(
            responseCode = "409",
            description = "Services are being asked",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "410",
            description = "It was kept for its time, or the person was erased",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    ResponseEntity<?> dossier(
            @Parameter(example = "dsr_01h455vb4pex5vsknk084sn02q") @PathVariable("requestId")
                    String requestId,
            Caller caller) {
        var request =
                requests.find(requestId)
                        .filter(it -> isOfDossier(it.type()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        if (!PersonalFields.areShownTo(caller) || caller.boundSystem() != null) {
            return PrivacyProblem.DOSSIER_NEEDS_PII.because();
        }
        if (request.state() == RequestState.RUNNING) {
            return PrivacyProblem.DOSSIER_NOT_READY.because();
        }
        return dossiers.read(request)
                .<ResponseEntity<?>>map(told ->
                        ResponseEntity.ok()
                                .header("Cache-Control", "no-store")
                                .body(DossierView.of(request, requests.services(), told)))
                .orElseGet(PrivacyProblem.DOSSIER_GONE::because);
    }

    private static boolean isOfDossier(RequestType type) {
        return switch (type) {
            case ACCESS, PORTABILITY -> true;
            case ERASURE, ANONYMIZATION, RECTIFICATION, RESTRICTION, OBJECTION -> false;
        };
    }

    @GetMapping("/dossier-schema")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getDossierSchema",
            summary = "Read what is what in a dossier",
            description = "A JSON Schema (2020-12).")
    Map<String, Object> schema() {
        return schema;
    }
}
