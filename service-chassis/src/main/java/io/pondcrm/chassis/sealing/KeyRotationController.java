package io.pondcrm.chassis.sealing;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/admin/key-rotations")
@Tag(name = "Administration")
class KeyRotationController {

    /**
     * @param current names the key that wraps customers' keys now
     * @param stale how many customers' keys another wraps
     */
    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "KeyStatus")
    record KeyStatus(
            @Schema(description = "Names the key that wraps now", example = "3373067953")
                    String current,
            @Schema(description = "How many customers' keys another one wraps", example = "0")
                    long stale) {}

    private final SubjectKeys keys;
    private final KeyEncryption encryption;
    private final Jobs jobs;

    KeyRotationController(SubjectKeys keys, KeyEncryption encryption, Jobs jobs) {
        this.keys = keys;
        this.encryption = encryption;
        this.jobs = jobs;
    }

    @GetMapping
    @RequiresScope("admin:read")
    @Operation(
            operationId = "getKeyStatus",
            summary = "Which key wraps customers' keys, and how many another wraps",
            description = "While none is stale, all keys but the current one can be thrown away.")
    KeyStatus status(
            @Parameter(description = "Whose; the gateway routes by it")
                    @RequestParam(required = false)
                    String service) {
        return new KeyStatus(encryption.current(), keys.countStale());
    }

    @PostMapping
    @RequiresScope("admin:write")
    @Operation(
            operationId = "rotateKeys",
            summary = "Wrap all customers' keys with the current key",
            description =
                    "First put a new primary key into the key file, beside the old one: instances"
                            + " read it within seconds. Reading and writing go on; only the wrapped"
                            + " keys are rewritten.")
    @ApiResponse(
            responseCode = "202",
            description = "Location names the job",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(ref = "#/components/schemas/JobPayload")))
    ResponseEntity<?> rotate(
            @Parameter(description = "Whose; the gateway routes by it")
                    @RequestParam(required = false)
                    String service,
            NewId newId,
            Caller caller) {
        return jobs.accepted(jobs.submit(newId.uuid(), RotateKeysJob.NAME, Map.of(), caller));
    }
}
