package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.transaction.PurchaseProfilePayloads.ProfileView;
import io.pondcrm.customer.transaction.domain.PurchaseProfile;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/purchase-profile")
@Tag(name = "Transactions")
class PurchaseProfileController {

    private final Transactions transactions;
    private final Customers customers;
    private final ZoneId zone;
    private final Clock clock;

    PurchaseProfileController(
            Transactions transactions,
            Customers customers,
            @Value("${pond.profile.zone:Asia/Shanghai}") ZoneId zone,
            Clock clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.zone = zone;
        this.clock = clock;
    }

    @GetMapping
    @RequiresScope("transactions:read")
    @Operation(
            operationId = "getPurchaseProfile",
            summary = "Read how a customer buys",
            description =
                    """
                    Rhythm, baskets, categories, channels, weekdays, hours and seasons, reckoned \
                    from the transactions at this moment. Days and hours go by the customer's \
                    clock, the company's where no zone is known. A partner's client sees what its \
                    own system told.\
                    """)
    ProfileView profile(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(description = "The first moment, inclusive; left out for all history")
                    @RequestParam(required = false)
                    @Nullable Instant from,
            @Parameter(description = "The last moment, exclusive; left out for now")
                    @RequestParam(required = false)
                    @Nullable Instant until,
            Caller caller) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        var end = until == null ? clock.instant() : until;
        var where = customer.profile().zoneOr(zone);
        try (var history = transactions.of(customer.id(), caller.boundSystem(), from, end)) {
            return ProfileView.of(
                    customer.id(), where, end, PurchaseProfile.of(history, where, end));
        }
    }
}
