package io.pondcrm.customer.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.privacy.Dossiers.Told;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dossiers as callers see them; {@code dossier.schema.json} describes the same. */
final class DossierPayloads {

    /** Where the schema of dossiers is read. */
    static final String SCHEMA = "/api/v1/data-subject-requests/dossier-schema";

    private DossierPayloads() {}

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "Dossier",
            description =
                    "All that services told of a person; its JSON Schema is at dossier-schema")
    record DossierView(
            @JsonProperty("$schema")
                    @Schema(example = "/api/v1/data-subject-requests/dossier-schema")
                    String schema,
            @Schema(example = "dsr_01h455vb4pex5vsknk084sn02q") String requestId,
            RequestType type,
            @Schema(description = "COMPLETED if all services are in it") RequestState state,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(
                            description =
                                    "All ids of the person: their own, then those of customers who"
                                            + " were merged into them")
                    List<String> customerIds,
            Instant receivedAt,
            @Schema(description = "Services whose part is missing", example = "[\"churn-service\"]")
                    List<String> missing,
            @DataClass(Level.PERSONAL) @Schema(description = "By service and kind")
                    List<KindView> kinds) {

        static DossierView of(RequestDocument request, List<String> services, List<Told> told) {
            var kinds = new LinkedHashMap<String, KindView>();
            for (var it : told) {
                kinds.computeIfAbsent(
                                it.service() + " " + it.kind(),
                                _ ->
                                        new KindView(
                                                it.service(),
                                                it.kind(),
                                                it.origin(),
                                                new ArrayList<>()))
                        .records()
                        .add(it.record());
            }
            return new DossierView(
                    SCHEMA,
                    request.id(),
                    request.type(),
                    request.state(),
                    request.customerId(),
                    request.selves(),
                    request.receivedAt(),
                    services.stream().filter(it -> !request.heard().containsKey(it)).toList(),
                    List.copyOf(kinds.values()));
        }
    }

    @DataClass(Level.PERSONAL)
    @Schema(name = "DossierKind")
    record KindView(
            @Schema(example = "feedback-service") String service,
            @Schema(example = "cases") String kind,
            @Schema(
                            description =
                                    "GIVEN by the person, OBSERVED, or CONCLUDED by us; the last is"
                                            + " in dossiers of ACCESS only",
                            example = "GIVEN")
                    String origin,
            @Schema(description = "As the service keeps them; the JSON Schema says what is what")
                    List<Map<String, Object>> records) {}
}
