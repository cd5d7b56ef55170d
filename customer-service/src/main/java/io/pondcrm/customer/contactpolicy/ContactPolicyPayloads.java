package io.pondcrm.customer.contactpolicy;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.contactpolicy.domain.ContactPolicy;
import io.pondcrm.customer.contactpolicy.domain.ContactPreference;
import io.pondcrm.customer.contactpolicy.domain.FrequencyCap;
import io.pondcrm.customer.contactpolicy.domain.QuietHours;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers send and see of contact policies. */
final class ContactPolicyPayloads {

    private ContactPolicyPayloads() {}

    /** Hours of the day, by the customer's clock. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "QuietHours")
    record Hours(
            @NotNull
                    @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]")
                    @Schema(description = "First quiet minute", example = "21:00")
                    String from,
            @NotNull
                    @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]")
                    @Schema(
                            description =
                                    "First minute that is quiet no longer; the same as from: none is",
                            example = "08:00")
                    String to) {

        static Hours of(QuietHours hours) {
            return new Hours(hours.from().toString(), hours.to().toString());
        }

        QuietHours toDomain() {
            return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
        }
    }

    /** What a caller sends to say how a customer likes to be addressed. */
    @DataClass(Level.INTERNAL)
    @Schema(name = "NewContactPreference")
    record NewPreference(
            @NotNull
                    @Size(max = 6)
                    @Schema(description = "The channels that the customer likes, best first")
                    List<Channel> channels,
            @Valid @Nullable @Schema(description = "The customer's own; the company's if left out")
                    Hours quietHours) {}

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContactPreference")
    record PreferenceView(
            String customerId,
            List<Channel> channels,
            @Nullable Hours quietHours,
            @Schema(description = "0 where nothing was ever said") long version) {

        static PreferenceView of(ContactPreference preference) {
            return new PreferenceView(
                    preference.customer().value(),
                    preference.channels(),
                    preference.quietHours().map(Hours::of).orElse(null),
                    preference.version());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContactOption")
    record OptionView(
            Channel channel,
            @Schema(description = "Whether the customer may be addressed so, at this moment")
                    boolean allowed,
            @Schema(
                            description =
                                    "GRANTED, WITHDRAWN, NEVER_GRANTED, RESTRICTED or OBJECTED whatever"
                                            + " was consented to, or NO_ADDRESS where consent stands"
                                            + " and the channel has no address")
                    String reason,
            @Schema(
                            description =
                                    "Why it stands where it does: PREFERENCE of the customer, or"
                                            + " COMPANY_ORDER")
                    String placedBy) {

        static OptionView of(ContactPolicy.Option option) {
            return new OptionView(
                    option.channel(),
                    option.allowed(),
                    option.reason(),
                    option.preferred() ? "PREFERENCE" : "COMPANY_ORDER");
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "FrequencyCap")
    record CapView(
            @Schema(description = "How many messages at most") int messages,
            @Schema(description = "Within any such time, ISO 8601", example = "PT168H")
                    String period) {

        static CapView of(FrequencyCap cap) {
            return new CapView(cap.messages(), cap.period().toString());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ContactPolicy")
    record PolicyView(
            String customerId,
            Purpose purpose,
            @Schema(description = "Allowed ones first, best first") List<OptionView> channels,
            Hours quietHours,
            @Schema(description = "CUSTOMER or COMPANY: whose quiet hours these are")
                    String quietHoursOf,
            @Schema(description = "By whose clock, IANA") String timeZone,
            @Schema(description = "Whether the zone is the customer's own or the company's")
                    String timeZoneOf,
            @Schema(description = "When the quiet ends; left out where it is not quiet now")
                    @Nullable Instant quietUntil,
            @Schema(description = "Left out where nothing limits the number") @Nullable CapView cap,
            @Schema(description = "The moment that the policy speaks of") Instant asOf) {

        static PolicyView of(
                ContactPreference preference,
                Purpose purpose,
                List<ContactPolicy.Option> options,
                ContactPolicy policy,
                ZoneId zone,
                boolean hasOwnZone,
                Instant now) {
            var hours = policy.quietHoursOf(preference);
            return new PolicyView(
                    preference.customer().value(),
                    purpose,
                    options.stream().map(OptionView::of).toList(),
                    Hours.of(hours),
                    preference.quietHours().isPresent() ? "CUSTOMER" : "COMPANY",
                    zone.getId(),
                    hasOwnZone ? "CUSTOMER" : "COMPANY",
                    hours.quietUntil(now, zone).orElse(null),
                    policy.cap(purpose).map(CapView::of).orElse(null),
                    now);
        }
    }

    static Optional<QuietHours> hours(@Nullable Hours hours) {
        return Optional.ofNullable(hours).map(Hours::toDomain);
    }
}
