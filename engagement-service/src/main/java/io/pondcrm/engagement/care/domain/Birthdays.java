package io.pondcrm.engagement.care.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Whose birthday it is: by the calendar and the clock on the customer's wall.
 *
 * @param leapDay when those born on 29 February are greeted in years that have none
 * @param greetAt from when on a day, by the customer's clock; until the day's end
 */
public record Birthdays(LeapDay leapDay, LocalTime greetAt) {

    private static final MonthDay FEB_29 = MonthDay.of(2, 29);
    private static final MonthDay FEB_28 = MonthDay.of(2, 28);
    private static final MonthDay MARCH_1 = MonthDay.of(3, 1);

    /**
     * What stands for 29 February in other years. Laws and families differ, so the company says.
     */
    public enum LeapDay {
        FEBRUARY_28,
        MARCH_1
    }

    /**
     * Whether a birthday is to be greeted now.
     *
     * @return the year of the birthday, by the customer's calendar; empty where it is not the day,
     *     or too early in it
     */
    public OptionalInt yearToGreet(MonthDay birthday, ZoneId zone, Instant now) {
        var local = now.atZone(zone);
        return celebratedOn(local.toLocalDate()).contains(birthday)
                        && !local.toLocalTime().isBefore(greetAt)
                ? OptionalInt.of(local.getYear())
                : OptionalInt.empty();
    }

    /** The birthdays that are celebrated on a day: one, or two at the end of a short February. */
    public Set<MonthDay> celebratedOn(LocalDate day) {
        var celebrated = new LinkedHashSet<MonthDay>();
        celebrated.add(MonthDay.from(day));
        var standIn = leapDay == LeapDay.FEBRUARY_28 ? FEB_28 : MARCH_1;
        if (!day.isLeapYear() && MonthDay.from(day).equals(standIn)) {
            celebrated.add(FEB_29);
        }
        return celebrated;
    }

    /** The birthdays that are celebrated somewhere on earth at this moment. */
    public Set<MonthDay> celebratedSomewhere(Instant now) {
        var celebrated = new LinkedHashSet<MonthDay>();
        for (var offset : new int[] {-12, 0, 14}) {
            celebrated.addAll(celebratedOn(now.atOffset(ZoneOffset.ofHours(offset)).toLocalDate()));
        }
        return celebrated;
    }
}
