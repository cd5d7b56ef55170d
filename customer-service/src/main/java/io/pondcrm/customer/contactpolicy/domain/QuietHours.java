package io.pondcrm.customer.contactpolicy.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The hours of the day in which nobody is disturbed, by the clock on the customer's wall.
 *
 * @param from the first quiet moment; later than {@code to} where the night is meant; the same as
 *     {@code to} where no hour is quiet
 * @param to the first moment that is quiet no longer
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /**
     * Whether it is quiet now, and until when. An end that the clocks jump over comes later by the
     * length of the jump; where an hour comes twice, the first of the two ends the quiet.
     *
     * @return the end of the quiet; empty where it is not quiet
     */
    public Optional<Instant> quietUntil(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        var isQuiet =
                from.isBefore(to)
                        ? !time.isBefore(from) && time.isBefore(to)
                        : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
        if (!isQuiet) {
            return Optional.empty();
        }
        var endsOn = time.isBefore(to) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        var end = endsOn.atTime(to).atZone(zone).toInstant();
        // In the second of two equal hours the first end is over already.
        return end.isAfter(now) ? Optional.of(end) : Optional.empty();
    }
}
