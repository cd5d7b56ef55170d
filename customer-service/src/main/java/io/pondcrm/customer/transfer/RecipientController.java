package io.pondcrm.customer.transfer;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.transfer.RecipientPayloads.RecipientBody;
import io.pondcrm.customer.transfer.RecipientPayloads.RecipientView;
import io.pondcrm.customer.transfer.domain.Recipient;
import io.pondcrm.customer.transfer.domain.Recipients;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/data-recipients")
@Tag(
        name = "Data recipients",
        description = "Where partner systems are, and what lets customers' data go there")
class RecipientController {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Recipients recipients;
    private final Clock clock;

    RecipientController(Recipients recipients, Clock clock) {
        this.recipients = recipients;
        this.clock = clock;
    }

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "listDataRecipients",
            summary = "List the partner systems that were registered as recipients",
            description =
                    "By system. One that is not listed is taken to be in our own region. A partner's"
                            + " client sees itself only.")
    Page<RecipientView> list(Caller caller) {
        return Page.whole(
                recipients.list().stream()
                        .filter(it -> caller.mayActFor(it.system()))
                        .map(RecipientView::of)
                        .toList());
    }

    @GetMapping("/{system}")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getDataRecipient",
            summary = "Read where a partner system is, and what lets data go there",
            description = "404 where it was not registered: it is taken to be in our own region.")
    @ApiResponse(
            responseCode = "200",
            description = "The recipient",
            content = @Content(schema = @Schema(implementation = RecipientView.class)))
    ResponseEntity<RecipientView> get(
            @Parameter(example = "shop") @PathVariable("system") String system, Caller caller) {
        return recipients
                .find(system)
                .filter(_ -> caller.mayActFor(system))
                .map(RecipientController::ok)
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    @PutMapping("/{system}")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "putDataRecipient",
            summary = "Say where a partner system is, and what lets data go there",
            description =
                    """
                    Data of customers of another region (the EEA is one) are told to it only on a \
                    mechanism of that region's law that is in force, and of those who granted \
                    CROSS_BORDER over ANY channel: in files, feeds, webhooks, syncs, \
                    reconciliations and answers. From then on, within two seconds. If-Match names \
                    the version that GET answered, "0" for the first. Not for partners' clients.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = RecipientView.class)))
    ResponseEntity<?> put(
            @Parameter(example = "shop") @PathVariable("system") String system,
            IfMatch ifMatch,
            @RequestBody @Valid RecipientBody body,
            Caller caller) {
        if (caller.system().isPresent() || !ExternalId.isSystem(system)) {
            return WebProblem.NOT_FOUND.because();
        }
        if (!COUNTRIES.contains(body.country())) {
            return WebProblem.VALIDATION.because(
                    List.of(
                            new FieldError(
                                    "/country",
                                    "region-format",
                                    new Text(
                                            "Write a country's ISO code, such as DE",
                                            "请填写国家的 ISO 代码，例如 DE"))));
        }
        var current = recipients.find(system).map(Recipient::version).orElse(0L);
        ifMatch.requires(current);
        var stored =
                body.toDomain(system, current + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return recipients.put(stored) ? ok(stored) : WebProblem.CONFLICT.because();
    }

    @DeleteMapping("/{system}")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "removeDataRecipient",
            summary = "Take a partner system off the register",
            description = "It is taken to be in our own region again. Not for partners' clients.")
    @ApiResponse(responseCode = "204", description = "Taken off", content = @Content)
    ResponseEntity<?> remove(
            @Parameter(example = "shop") @PathVariable("system") String system,
            IfMatch ifMatch,
            Caller caller) {
        var current = recipients.find(system).map(Recipient::version).orElse(0L);
        if (caller.system().isPresent() || current == 0) {
            return WebProblem.NOT_FOUND.because();
        }
        ifMatch.requires(current);
        return recipients.remove(system, current)
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    private static ResponseEntity<RecipientView> ok(Recipient recipient) {
        return ResponseEntity.ok()
                .eTag(ETags.of(recipient.version()))
                .body(RecipientView.of(recipient));
    }
}
