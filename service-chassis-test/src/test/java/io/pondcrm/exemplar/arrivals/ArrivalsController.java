package io.pondcrm.exemplar.arrivals;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/arrivals", produces = "application/json")
class ArrivalsController {

    private final Arrivals arrivals;

    ArrivalsController(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @DataClass(Level.INTERNAL)
    record ArrivalList(List<String> items) {}

    @Operation(operationId = "listArrivals")
    @GetMapping
    @RequiresScope("parcels:read")
    ArrivalList list() {
        return new ArrivalList(arrivals.all().stream().sorted().toList());
    }
}
