package io.pondcrm.customer.mapping;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.mapping.domain.MappingChange;
import io.pondcrm.customer.mapping.domain.Mappings;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How partners' columns become our fields. */
@RestController
@RequestMapping("/api/v1/partners")
@Tag(name = "Mappings", description = "How partners' columns become our fields")
class MappingController {

    private final Mappings mappings;
    private final StoreMapping storeMapping;

    MappingController(Mappings mappings, StoreMapping storeMapping) {
        this.mappings = mappings;
        this.storeMapping = storeMapping;
    }

    @Operation(
            operationId = "listPartners",
            summary = "Partner systems that have stored a mapping",
            description = "A partner's client sees itself only")
    @GetMapping
    @RequiresScope("mappings:read")
    MappingPayloads.Partners partners(Caller caller) {
        var stored = caller.system().map(mappings::list).orElseGet(mappings::list);
        var kinds =
                stored.stream()
                        .collect(
                                Collectors.groupingBy(
                                        StoredMapping::system,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                mapping -> mapping.kind().pathName(),
                                                Collectors.toList())));
        caller.system().ifPresent(own -> kinds.putIfAbsent(own, List.of()));
        return new MappingPayloads.Partners(
                kinds.entrySet().stream()
                        .map(entry -> new MappingPayloads.Partner(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Operation(operationId = "listMappings", summary = "A partner's stored mappings")
    @ApiResponse(
            responseCode = "200",
            description = "What is stored",
            content = @Content(schema = @Schema(implementation = MappingPayloads.Mappings.class)))
    @GetMapping("/{system}/mappings")
    @RequiresScope("mappings:read")
    ResponseEntity<?> list(@PathVariable("system") String system, Caller caller) {
        return caller.mayActFor(system)
                ? ResponseEntity.ok(
                        new MappingPayloads.Mappings(
                                mappings.list(system).stream()
                                        .map(MappingPayloads.Mapping::from)
                                        .toList()))
                : MappingProblem.FOREIGN_SYSTEM.because();
    }

    @Operation(
            operationId = "getMapping",
            summary = "The mapping that files are read with",
            description = "The stored one, or our own field names where none is stored")
    @ApiResponse(
            responseCode = "200",
            description = "The mapping",
            content = @Content(schema = @Schema(implementation = MappingPayloads.Mapping.class)))
    @GetMapping("/{system}/mappings/{kind}")
    @RequiresScope("mappings:read")
    ResponseEntity<?> get(
            @PathVariable("system") String system,
            @PathVariable("kind") String kindName,
            Caller caller) {
        return of(
                system,
                kindName,
                caller,
                kind -> {
                    var mapping =
                            mappings.find(system, kind)
                                    .map(MappingPayloads.Mapping::from)
                                    .orElseGet(
                                            () -> MappingPayloads.Mapping.byOurNames(system, kind));
                    return ResponseEntity.ok().eTag(ETags.of(mapping.version())).body(mapping);
                });
    }

    @Operation(
            operationId = "putMapping",
            summary = "Store a mapping",
            description = "One that is there already is replaced only with its If-Match")
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = MappingPayloads.Mapping.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = MappingPayloads.Mapping.class)))
    @PutMapping("/{system}/mappings/{kind}")
    @RequiresScope("mappings:write")
    ResponseEntity<?> put(
            @PathVariable("system") String system,
            @PathVariable("kind") String kindName,
            @RequestBody MappingPayloads.Definition definition,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        return of(
                system,
                kindName,
                caller,
                kind -> {
                    var seen = ifMatch == null ? null : (Long) seen(system, kind, ifMatch);
                    return switch (storeMapping.handle(system, kind, definition.toDomain(), seen)) {
                        case StoreMapping.Outcome.Flawed(var flaws) ->
                                MappingProblem.INVALID_MAPPING.because(
                                        flaws.stream().map(MappingPayloads::error).toList());
                        case StoreMapping.Outcome.Checked(var change) -> answer(change);
                    };
                });
    }

    private static ResponseEntity<?> answer(MappingChange change) {
        return switch (change) {
            case MappingChange.Created(var mapping) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/partners/%s/mappings/%s"
                                                    .formatted(
                                                            mapping.system(),
                                                            mapping.kind().pathName())))
                            .eTag(ETags.of(mapping.version()))
                            .body(MappingPayloads.Mapping.from(mapping));
            case MappingChange.Replaced(var mapping) ->
                    ResponseEntity.ok()
                            .eTag(ETags.of(mapping.version()))
                            .body(MappingPayloads.Mapping.from(mapping));
            case MappingChange.VersionRequired _ -> MappingProblem.VERSION_REQUIRED.because();
            case MappingChange.Outdated(var version) -> stale(version);
        };
    }

    @Operation(
            operationId = "deleteMapping",
            summary = "Forget a mapping",
            description = "Our own field names hold again")
    @ApiResponse(responseCode = "204", description = "Forgotten", content = @Content)
    @DeleteMapping("/{system}/mappings/{kind}")
    @RequiresScope("mappings:write")
    ResponseEntity<?> delete(
            @PathVariable("system") String system,
            @PathVariable("kind") String kindName,
            IfMatch ifMatch,
            Caller caller) {
        return of(
                system,
                kindName,
                caller,
                kind -> {
                    if (mappings.find(system, kind).isEmpty()) {
                        return MappingProblem.NO_STORED_MAPPING.because();
                    }
                    return mappings.remove(system, kind, seen(system, kind, ifMatch))
                            ? ResponseEntity.noContent().build()
                            : stale(
                                    mappings.find(system, kind)
                                            .map(StoredMapping::version)
                                            .orElse(0L));
                });
    }

    private long seen(String system, RecordKind kind, IfMatch ifMatch) {
        var current = mappings.find(system, kind).map(StoredMapping::version).orElse(0L);
        ifMatch.requires(current);
        return current;
    }

    /** What {@code If-Match} answers to a version that is not the current one. */
    private static ResponseEntity<?> stale(long current) {
        IfMatch.seen(-1).requires(current);
        throw new IllegalStateException("No version is below zero");
    }

    private static ResponseEntity<?> of(
            String system,
            String kindName,
            Caller caller,
            Function<RecordKind, ResponseEntity<?>> answer) {
        if (!caller.mayActFor(system)) {
            return MappingProblem.FOREIGN_SYSTEM.because();
        }
        if (!ExternalId.isSystem(system)) {
            return MappingProblem.INVALID_SYSTEM.because();
        }
        return RecordKind.find(kindName)
                .<ResponseEntity<?>>map(answer)
                .orElseGet(MappingProblem.UNKNOWN_MAPPING_KIND::because);
    }
}
