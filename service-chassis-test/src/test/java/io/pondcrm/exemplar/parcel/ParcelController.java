package io.pondcrm.exemplar.parcel;

import io.pondcrm.exemplar.parcel.domain.Parcel;
import io.pondcrm.kernel.Money;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ParcelController {
    private final Clock clock;

    ParcelController(Clock clock) {
        this.clock = clock;
    }

    record ParcelView(String id) {
        static ParcelView from(Parcel parcel) {
            return new ParcelView(parcel.id());
        }
    }

    @GetMapping("/parcel")
    ResponseEntity<ParcelView> read() {
        var parcel = new Parcel("parcel_1", Money.of("1.00", "CNY"), clock.instant());
        return ResponseEntity.ok(ParcelView.from(parcel));
    }
}
