package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Horizon;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.score.domain.AsOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "CLV", description = "How often customers will buy again, and what that is worth")
class ClvController {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");

    private final ClvQueries queries;
    private final Pictures pictures;

    ClvController(ClvQueries queries, Pictures pictures) {
        this.queries = queries;
        this.pictures = pictures;
    }

    @GetMapping("/clv-models/{id}/diagnostics")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getClvDiagnostics",
            summary = "How well a model fits",
            description =
                    "Likelihoods of all families tried, the error in the holdout, and expected"
                            + " against actual purchases by frequency: the calibration plot.")
    ClvPayloads.Diagnostics diagnostics(
            @PathVariable("id") String id,
            @Parameter(
                            description = "The published one, or else the last, if left out",
                            example = "1")
                    @RequestParam(name = "version", required = false)
                    @Nullable Integer version) {
        return queries.diagnostics(id, version);
    }

    @GetMapping("/clv-models/{id}/calibration.svg")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getClvCalibration",
            summary = "A model's calibration as a picture: expected against actual purchases",
            description =
                    "By how often customers had bought again before, up to seven times and more; in"
                            + " English or Chinese, as Accept-Language asks. What was fitted when"
                            + " is in its ETag.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "SVG 1.1, without scripts or references",
                            content =
                                    @Content(
                                            mediaType = "image/svg+xml",
                                            schema = @Schema(type = "string"))))
    ResponseEntity<byte[]> calibration(
            @PathVariable("id") String id,
            @Parameter(
                            description = "The published one, or else the last, if left out",
                            example = "1")
                    @RequestParam(name = "version", required = false)
                    @Nullable Integer version,
            Locale locale) {
        var spoken = locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        var chart = queries.calibration(id, version, spoken);
        return ResponseEntity.ok()
                .eTag("\"%s\"".formatted(chart.tag()))
                .contentType(SVG)
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, spoken.getLanguage())
                // Opened by itself in a browser it may do nothing but be looked at.
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(chart.svg(pictures));
    }

    @GetMapping("/customers/{id}/clv")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "getCustomerClv",
            summary = "What a customer is worth, with reasons",
            description =
                    "Computed from what the customer had bought by asOf and the model's"
                            + " parameters: any past day can be asked for.")
    ClvPayloads.CustomerClv customer(
            @PathVariable("id") String id,
            @Parameter(
                            description =
                                    "The one in use at asOf if left out; of one that is named the version in force"
                                            + " then, or else the published one, or else the last")
                    @RequestParam(name = "model", required = false)
                    @Nullable String model,
            @Parameter(
                            description =
                                    "How far to look ahead, at most ten years; as far as the model"
                                            + " does if left out",
                            schema = @Schema(type = "string", example = "P12M"))
                    @RequestParam(name = "horizon", required = false)
                    @Nullable Horizon horizon,
            @Parameter(
                            description =
                                    "What next year's money is worth less, 0 to 1; the model's own"
                                            + " if left out",
                            schema = @Schema(type = "string", example = "0.15"))
                    @RequestParam(name = "discountRate", required = false)
                    @Nullable DiscountRate discountRate,
            @Parameter(
                            description = "A date (its first moment, UTC) or a moment",
                            schema = @Schema(type = "string", example = "2026-03-01"))
                    @RequestParam(name = "asOf", required = false)
                    @Nullable AsOf asOf) {
        return queries.customer(
                id, model, horizon, discountRate, asOf == null ? null : asOf.moment());
    }
}
