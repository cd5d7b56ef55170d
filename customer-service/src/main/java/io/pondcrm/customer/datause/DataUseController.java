package io.pondcrm.customer.datause;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.datause.DataUsePayloads.CustomerUseView;
import io.pondcrm.customer.datause.DataUsePayloads.CustomerUsesView;
import io.pondcrm.customer.datause.DataUsePayloads.RecipientAbroadView;
import io.pondcrm.customer.datause.DataUsePayloads.UseView;
import io.pondcrm.customer.datause.DataUsePayloads.UsesView;
import io.pondcrm.customer.datause.domain.DataUse;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.transfer.domain.DataRegion;
import io.pondcrm.customer.transfer.domain.Recipients;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Data uses", description = "What customers' data are used for, by whom and why")
class DataUseController {

    private final LastUses lastUses;
    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final Recipients recipients;
    private final Clock clock;

    DataUseController(
            LastUses lastUses,
            Customers customers,
            ConsentLedgers ledgers,
            Recipients recipients,
            Clock clock) {
        this.recipients = recipients;
        this.lastUses = lastUses;
        this.customers = customers;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @GetMapping("/data-uses")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "listDataUses",
            summary = "Read what customers' data are used for",
            description = "The register of processing, whoever the customer is.")
    UsesView register(@Parameter(hidden = true) Locale locale) {
        return new UsesView(Stream.of(DataUse.values()).map(it -> UseView.of(it, locale)).toList());
    }

    @GetMapping("/customers/{id}/data-uses")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getCustomerDataUses",
            summary = "Read what one customer's data are used for, and when they were last",
            description =
                    """
                    The register, with what the customer allows and the last use that is known \
                    here: from the profile, the ledger of consents, the timeline, what other \
                    services said last, and this service's audit trail. What is not known is left \
                    out. Partners in other regions are named, and whether data go there.\
                    """)
    CustomerUsesView ofCustomer(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller,
            @Parameter(hidden = true) Locale locale) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        var now = clock.instant();
        var last = lastUses.of(customer);
        var ledger = ledgers.get(customer.id());
        return new CustomerUsesView(
                customer.id().value(),
                now,
                Stream.of(DataUse.values())
                        .map(it -> CustomerUseView.of(it, ledger, last.get(it), now, locale))
                        .toList(),
                abroad(customer, ledger, now));
    }

    private List<RecipientAbroadView> abroad(Customer customer, ConsentLedger ledger, Instant now) {
        var region =
                customer.profile()
                        .find(ProfileField.REGION)
                        .map(DataRegion::of)
                        .orElseGet(recipients::home);
        var consent = ledger.decide(Purpose.CROSS_BORDER, Channel.ANY, now).allowed();
        return customer.allExternalIds().stream()
                .map(ExternalId::system)
                .distinct()
                .map(recipients::get)
                .filter(it -> !it.region().equals(region))
                .map(it -> RecipientAbroadView.of(it, it.refusal(region, consent, now).isEmpty()))
                .toList();
    }
}
