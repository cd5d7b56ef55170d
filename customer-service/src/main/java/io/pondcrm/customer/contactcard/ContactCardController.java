package io.pondcrm.customer.contactcard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentDecision;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.contactpolicy.domain.ContactPolicy;
import io.pondcrm.customer.contactpolicy.domain.ContactPreferences;
import io.pondcrm.customer.contactpolicy.domain.FrequencyCap;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/contact-card")
@Tag(name = "Contact cards", description = "For services that address a customer")
class ContactCardController {

    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final Restrictions restrictions;
    private final ContactPolicy policy;
    private final ContactPreferences preferences;
    private final Clock clock;

    ContactCardController(
            Customers customers,
            ConsentLedgers ledgers,
            Restrictions restrictions,
            ContactPolicy policy,
            ContactPreferences preferences,
            Clock clock) {
        this.customers = customers;
        this.ledgers = ledgers;
        this.restrictions = restrictions;
        this.policy = policy;
        this.preferences = preferences;
        this.clock = clock;
    }

    /**
     * The scope that guards the operation is the permission to see what stands here, so nothing is
     * masked.
     */
    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ContactCard")
    record CardView(
            String customerId,
            Purpose purpose,
            Channel channel,
            @Schema(description = "Whether the customer may be addressed so, at this moment")
                    boolean allowed,
            @Schema(
                            description =
                                    "GRANTED, WITHDRAWN, NEVER_GRANTED, RESTRICTED or OBJECTED whatever"
                                            + " was consented to, or NO_ADDRESS where consent stands"
                                            + " and the channel has no address")
                    String reason,
            @Schema(description = "Since when the consent or its withdrawal stands")
                    @Nullable Instant since,
            @Schema(description = "Where to send; left out unless allowed")
                    @Nullable String address,
            @Schema(description = "How to call the customer; left out unless allowed")
                    @Nullable String displayName,
            @Nullable String locale,
            @Nullable String timeZone,
            @Schema(
                            description =
                                    "When the hours in which this customer is not disturbed end;"
                                            + " left out where it is not quiet now")
                    @Nullable Instant quietUntil,
            @Schema(description = "How many messages at most; left out where nothing limits it")
                    @Nullable Integer capMessages,
            @Schema(description = "Within any such time, ISO 8601", example = "PT168H")
                    @Nullable String capPeriod,
            @Schema(description = "The moment that the card speaks of") Instant asOf) {}

    @GetMapping
    @RequiresScope("contact-cards:read")
    @Operation(
            operationId = "getContactCard",
            summary = "Ask how to address a customer, and whether one may",
            description =
                    """
                    For services, right before they send: personal data never travels on the bus. \
                    Without consent the card holds the decision and its reason, and no address.\
                    """)
    CardView get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "MARKETING") @RequestParam Purpose purpose,
            @Parameter(example = "EMAIL") @RequestParam Channel channel,
            Caller caller) {
        var customer =
                CustomerId.find(id)
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
        var now = clock.instant();
        return card(
                customer,
                restrictions
                        .of(customer.id())
                        .over(ledgers.get(customer.id()).decide(purpose, channel, now), purpose),
                purpose,
                channel,
                now);
    }

    private CardView card(
            Customer customer,
            ConsentDecision decision,
            Purpose purpose,
            Channel channel,
            Instant now) {
        var profile = customer.profile();
        var address = ContactPolicy.address(profile, channel);
        var allowed = decision.allowed() && address.isPresent();
        var quietHours = policy.quietHoursOf(preferences.get(customer.id()));
        var cap = policy.cap(purpose);
        return new CardView(
                customer.id().value(),
                purpose,
                channel,
                allowed,
                ContactPolicy.reason(decision, address.isPresent()),
                decision.basis().map(it -> it.at()).orElse(null),
                allowed ? address.orElse(null) : null,
                allowed ? profile.displayName().orElse(null) : null,
                profile.find(ProfileField.LOCALE).orElse(null),
                profile.find(ProfileField.TIME_ZONE).orElse(null),
                quietHours.quietUntil(now, policy.zoneOf(profile)).orElse(null),
                cap.map(FrequencyCap::messages).orElse(null),
                cap.map(it -> it.period().toString()).orElse(null),
                now);
    }
}
