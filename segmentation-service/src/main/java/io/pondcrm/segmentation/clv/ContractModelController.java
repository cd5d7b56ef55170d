package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.kernel.TypeId;
import io.pondcrm.segmentation.clv.domain.ContractModel;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/contract-models")
@Tag(name = "Contracts", description = "How long contracts are renewed, and what that is worth")
class ContractModelController {

    private final MongoOperations mongo;
    private final Clock clock;

    ContractModelController(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("scores:write")
    @Operation(
            operationId = "createContractModel",
            summary = "Fits a model of contracts to cohorts",
            description =
                    "The shifted beta-geometric model (Fader and Hardie 2007), for contracts that"
                            + " are renewed or canceled at the end of each period. Sales tell"
                            + " nothing of contracts, so the caller says how many were left.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<ContractModelPayloads.Model> create(
            @Valid @RequestBody ContractModelPayloads.NewModel body, NewId newId) {
        var faults = body.faults();
        if (!faults.isEmpty()) {
            throw WebProblem.VALIDATION.exception(faults);
        }
        var id = TypeId.of("ctr", newId.uuid());
        try {
            mongo.insert(ContractModelDocument.of(body.toDomain(id, clock.instant())));
        } catch (DuplicateKeyException _) {
            // A repeated request.
        }
        return ResponseEntity.created(URI.create("/api/v1/contract-models/" + id))
                .body(ContractModelPayloads.Model.of(model(id)));
    }

    @GetMapping
    @RequiresScope("scores:read")
    @Operation(
            operationId = "listContractModels",
            summary = "The models of contracts there are, newest first")
    Page<ContractModelPayloads.Model> list(PageRequest page) {
        return page.find(
                mongo,
                new Criteria(),
                ContractModelDocument.class,
                it -> ContractModelPayloads.Model.of(it.toDomain()));
    }

    @GetMapping("/{id}")
    @RequiresScope("scores:read")
    @Operation(operationId = "getContractModel", summary = "A model of contracts")
    ContractModelPayloads.Model get(@PathVariable("id") String id) {
        return ContractModelPayloads.Model.of(model(id));
    }

    @GetMapping("/{id}/projection")
    @RequiresScope("scores:read")
    @Operation(
            operationId = "projectContract",
            summary = "How long a contract will still run, and what that is worth",
            description = "Just before its next renewal is due, for one renewed so often before.")
    ContractModelPayloads.Projection projection(
            @PathVariable("id") String id,
            @Parameter(description = "How often the contract was renewed so far")
                    @RequestParam(name = "renewals", defaultValue = "0")
                    @Min(0)
                    @Max(1_000)
                    int renewals,
            @Parameter(description = "How many renewals to look ahead")
                    @RequestParam(name = "periods", defaultValue = "12")
                    @Min(1)
                    @Max(100)
                    int periods,
            @Parameter(
                            description =
                                    "What next year's money is worth less, 0 to 1; the model's own"
                                            + " if left out",
                            schema = @Schema(type = "string", example = "0.15"))
                    @RequestParam(name = "discountRate", required = false)
                    @Nullable DiscountRate discountRate) {
        var model = model(id);
        return ContractModelPayloads.Projection.of(
                model,
                renewals,
                periods,
                discountRate == null ? model.discountRate() : discountRate);
    }

    private ContractModel model(String id) {
        return Optional.ofNullable(mongo.findById(id, ContractModelDocument.class))
                .map(ContractModelDocument::toDomain)
                .orElseThrow(ClvProblem.CONTRACT_MODEL_NOT_FOUND::exception);
    }
}
