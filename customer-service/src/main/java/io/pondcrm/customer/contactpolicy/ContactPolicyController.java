package io.pondcrm.customer.contactpolicy;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.contactpolicy.ContactPolicyPayloads.NewPreference;
import io.pondcrm.customer.contactpolicy.ContactPolicyPayloads.PolicyView;
import io.pondcrm.customer.contactpolicy.ContactPolicyPayloads.PreferenceView;
import io.pondcrm.customer.contactpolicy.domain.ContactPolicy;
import io.pondcrm.customer.contactpolicy.domain.ContactPreference;
import io.pondcrm.customer.contactpolicy.domain.ContactPreferences;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}")
@Tag(
        name = "Contact policies",
        description = "When, how often and over which channels a customer may be addressed")
class ContactPolicyController {

    private final ContactPolicy policy;
    private final ContactPreferences preferences;
    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final Restrictions restrictions;
    private final Clock clock;

    ContactPolicyController(
            ContactPolicy policy,
            ContactPreferences preferences,
            Customers customers,
            ConsentLedgers ledgers,
            Restrictions restrictions,
            Clock clock) {
        this.policy = policy;
        this.preferences = preferences;
        this.customers = customers;
        this.ledgers = ledgers;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    @GetMapping("/contact-policy")
    @RequiresScope("contact-policies:read")
    @Operation(
            operationId = "getContactPolicy",
            summary = "How a customer may be addressed for a purpose, and why so",
            description =
                    """
                    Channels in order: those that consent allows and that have an address come \
                    first, among them those that the customer likes. A preference is no consent.\
                    """)
    PolicyView policy(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(example = "MARKETING") @RequestParam Purpose purpose,
            Caller caller) {
        var customer = visible(id, caller);
        var profile = customer.profile();
        var preference = preferences.get(customer.id());
        var now = clock.instant();
        return PolicyView.of(
                preference,
                purpose,
                policy.options(
                        purpose,
                        profile,
                        ledgers.get(customer.id()),
                        preference,
                        restrictions.of(customer.id()),
                        now),
                policy,
                policy.zoneOf(profile),
                profile.find(ProfileField.TIME_ZONE).isPresent(),
                now);
    }

    @GetMapping("/contact-preference")
    @RequiresScope("contact-policies:read")
    @Operation(
            operationId = "getContactPreference",
            summary = "How a customer likes to be addressed")
    ResponseEntity<PreferenceView> preference(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return answer(preferences.get(visible(id, caller).id()));
    }

    @PutMapping("/contact-preference")
    @RequiresScope("contact-policies:write")
    @Operation(
            operationId = "setContactPreference",
            summary = "Say how a customer likes to be addressed",
            description = "Needs If-Match, but for the first time.")
    @ApiResponse(
            responseCode = "200",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = PreferenceView.class)))
    ResponseEntity<?> prefer(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Valid @RequestBody NewPreference body,
            @Nullable IfMatch ifMatch,
            Caller caller) {
        var customer = visible(id, caller);
        var errors = flawsOf(body.channels());
        if (!errors.isEmpty()) {
            return WebProblem.VALIDATION.because(errors);
        }
        var seen = preferences.get(customer.id());
        if (ifMatch != null) {
            ifMatch.requires(seen.version());
        } else {
            IfMatch.seen(0).requires(seen.version());
        }
        var next =
                new ContactPreference(
                        customer.id(),
                        seen.version() + 1,
                        body.channels(),
                        ContactPolicyPayloads.hours(body.quietHours()));
        return preferences.put(next) ? answer(next) : WebProblem.CONFLICT.because();
    }

    private static ResponseEntity<PreferenceView> answer(ContactPreference preference) {
        return ResponseEntity.ok()
                .eTag(ETags.of(preference.version()))
                .body(PreferenceView.of(preference));
    }

    private static List<FieldError> flawsOf(List<Channel> channels) {
        var errors = new ArrayList<FieldError>();
        for (var at = 0; at < channels.size(); at++) {
            var pointer = "/channels/" + at;
            if (channels.get(at) == Channel.ANY) {
                errors.add(
                        new FieldError(
                                pointer,
                                "channel-not-one",
                                new Text("Name one channel: ANY is none", "请指定具体渠道：ANY 不是渠道")));
            } else if (channels.indexOf(channels.get(at)) < at) {
                errors.add(
                        new FieldError(
                                pointer,
                                "channel-repeated",
                                new Text("This channel stands further up", "此渠道已在前面列出")));
            }
        }
        return errors;
    }

    private Customer visible(String id, Caller caller) {
        return CustomerId.find(id)
                .flatMap(customers::find)
                .filter(it -> it.isKnownTo(caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
