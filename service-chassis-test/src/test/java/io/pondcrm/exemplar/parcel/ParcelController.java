package io.pondcrm.exemplar.parcel;

import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.exemplar.parcel.ParcelPayloads.NewParcel;
import io.pondcrm.exemplar.parcel.ParcelPayloads.ParcelList;
import io.pondcrm.exemplar.parcel.ParcelPayloads.ParcelView;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/parcels", produces = "application/json")
class ParcelController {

    private final MongoParcels parcels;
    private final Clock clock;

    ParcelController(MongoParcels parcels, Clock clock) {
        this.parcels = parcels;
        this.clock = clock;
    }

    @Operation(operationId = "listParcels")
    @GetMapping
    @RequiresScope("parcels:read")
    ParcelList list(@RequestParam(defaultValue = "50") int limit) {
        return new ParcelList(parcels.list(limit).stream().map(ParcelView::from).toList());
    }

    @Operation(operationId = "getParcel")
    @GetMapping("/{id}")
    @RequiresScope("parcels:read")
    ResponseEntity<ParcelView> read(@PathVariable String id) {
        return ResponseEntity.of(parcels.find(id).map(ParcelView::from));
    }

    @Operation(operationId = "sendParcel")
    @PostMapping(consumes = "application/json")
    @RequiresScope({"parcels:write", "parcels:admin"})
    ResponseEntity<ParcelView> send(@Valid @RequestBody NewParcel body) {
        var parcel = body.toDomain(clock.instant());
        parcels.add(parcel);
        return ResponseEntity.created(URI.create("/api/v1/parcels/" + parcel.id()))
                .body(ParcelView.from(parcel));
    }

    @Operation(operationId = "listSizes")
    @GetMapping("/sizes")
    @RequiresScope(RequiresScope.PUBLIC)
    List<String> sizes() {
        return List.of("SMALL", "LARGE");
    }
}
