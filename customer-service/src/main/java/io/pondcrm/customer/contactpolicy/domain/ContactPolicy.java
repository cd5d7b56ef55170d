package io.pondcrm.customer.contactpolicy.domain;

import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentDecision;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.profile.domain.ContactPoint;
import io.pondcrm.customer.profile.domain.Profile;
import io.pondcrm.customer.restriction.domain.Stops;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The company's rules for addressing customers, to which each customer's consent, addresses and
 * preference are held.
 *
 * @param channels in the order in which they are tried where the customer prefers none
 * @param quietHours where the customer has none of their own
 * @param caps by purpose; a purpose that is not among them has none
 * @param zone where a customer's zone is not known
 */
public record ContactPolicy(
        List<Channel> channels,
        QuietHours quietHours,
        Map<Purpose, FrequencyCap> caps,
        ZoneId zone) {

    public ContactPolicy {
        channels = List.copyOf(channels);
        caps = Map.copyOf(caps);
    }

    /**
     * One channel, and whether the customer may be addressed over it.
     *
     * @param preferred whether the customer likes it; else it stands where the company's order has
     *     it
     * @param reason how consent stands; {@code NO_ADDRESS} where it does and no address is known
     */
    public record Option(Channel channel, boolean allowed, String reason, boolean preferred) {}

    /**
     * All channels for a purpose: those allowed first, among them those the customer likes, each
     * part in its own order.
     *
     * @param stops what the customer had stopped
     */
    public List<Option> options(
            Purpose purpose,
            Profile profile,
            ConsentLedger ledger,
            ContactPreference preference,
            Stops stops,
            Instant now) {
        var order = new LinkedHashSet<>(preference.channels());
        order.addAll(channels);
        var allowed = new ArrayList<Option>();
        var refused = new ArrayList<Option>();
        for (var channel : order) {
            var decision = stops.over(ledger.decide(purpose, channel, now), purpose);
            var hasAddress = address(profile, channel).isPresent();
            var option =
                    new Option(
                            channel,
                            decision.allowed() && hasAddress,
                            reason(decision, hasAddress),
                            preference.channels().contains(channel));
            (option.allowed() ? allowed : refused).add(option);
        }
        allowed.addAll(refused);
        return List.copyOf(allowed);
    }

    /** Why a channel may or may not be used. */
    public static String reason(ConsentDecision decision, boolean hasAddress) {
        return decision.allowed() && !hasAddress ? "NO_ADDRESS" : decision.reason().name();
    }

    /** Where a channel reaches a customer; empty where we keep no such address. */
    public static Optional<String> address(Profile profile, Channel channel) {
        var type =
                switch (channel) {
                    case EMAIL -> Optional.of(ContactPoint.Type.EMAIL);
                    case SMS, PHONE -> Optional.of(ContactPoint.Type.PHONE);
                    case WECHAT -> Optional.of(ContactPoint.Type.WECHAT);
                    case POST -> Optional.of(ContactPoint.Type.POSTAL);
                    case APP_PUSH, ANY -> Optional.<ContactPoint.Type>empty();
                };
        return type.flatMap(profile::bestContactPoint).map(ContactPoint::value);
    }

    /** By whose clock the hours of a customer count. */
    public ZoneId zoneOf(Profile profile) {
        return profile.zoneOr(zone);
    }

    /** The hours in which this customer is not disturbed. */
    public QuietHours quietHoursOf(ContactPreference preference) {
        return preference.quietHours().orElse(quietHours);
    }

    /** How often customers are addressed for a purpose; empty where nothing limits it. */
    public Optional<FrequencyCap> cap(Purpose purpose) {
        return Optional.ofNullable(caps.get(purpose));
    }
}
