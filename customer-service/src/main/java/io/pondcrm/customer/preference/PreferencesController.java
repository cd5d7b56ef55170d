package io.pondcrm.customer.preference;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.preference.PreferencesPayloads.PreferencesBody;
import io.pondcrm.customer.preference.PreferencesPayloads.PreferencesView;
import io.pondcrm.customer.preference.PreferencesPayloads.StoredPreferences;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Provenance;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/preferences")
@Tag(name = "Preferences", description = "What customers prefer when they buy and are served")
class PreferencesController {

    private final MongoPreferences preferences;
    private final Customers customers;
    private final Clock clock;

    PreferencesController(MongoPreferences preferences, Customers customers, Clock clock) {
        this.preferences = preferences;
        this.customers = customers;
        this.clock = clock;
    }

    @GetMapping
    @RequiresScope("customers:read")
    @Operation(
            operationId = "getPreferences",
            summary = "What a customer prefers",
            description =
                    "Quality or price, products, services, when it suits them. Channels and quiet"
                            + " hours are the contact preference.")
    ResponseEntity<PreferencesView> get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return answer(preferences.get(visible(id, caller)));
    }

    @PatchMapping
    @RequiresScope("customers:write")
    @Operation(
            operationId = "changePreferences",
            summary = "Say what a customer prefers",
            description =
                    "JSON Merge Patch; the ETag of a customer of whom nothing was said is \"0\".")
    @ApiResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PreferencesView.class)))
    ResponseEntity<?> patch(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            IfMatch ifMatch,
            @RequestBody MergePatch<PreferencesBody> patch,
            Caller caller) {
        var customer = visible(id, caller);
        var seen = preferences.get(customer);
        ifMatch.requires(seen.version());
        var told =
                new Provenance(
                        caller.system()
                                .map(system -> "partner:" + system)
                                .orElse("client:" + caller.clientId()),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return preferences
                .put(
                        customer,
                        patch.applyTo(seen.body()),
                        seen.version() + 1,
                        told.source(),
                        told.updatedAt())
                .<ResponseEntity<?>>map(PreferencesController::answer)
                .orElseGet(WebProblem.CONFLICT::because);
    }

    private static ResponseEntity<PreferencesView> answer(StoredPreferences stored) {
        return ResponseEntity.ok()
                .eTag(ETags.of(stored.version()))
                .body(PreferencesView.of(stored));
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
