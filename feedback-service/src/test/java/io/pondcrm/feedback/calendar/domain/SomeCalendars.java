package io.pondcrm.feedback.calendar.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calendars for tests. */
public final class SomeCalendars {

    /** Zones whose clocks change in all the ways there are: by an hour or a half, at midnight. */
    public static final List<String> ZONES =
            List.of(
                    "Asia/Shanghai",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/St_Johns",
                    "Australia/Lord_Howe",
                    "America/Havana",
                    "Asia/Kathmandu",
                    "Africa/Casablanca",
                    "Pacific/Apia",
                    "UTC");

    private SomeCalendars() {}

    /** Mon to Fri, 9 to 12 and 13 to 17: that of the acceptance line. */
    public static BusinessCalendar office(String zone, Map<LocalDate, OpenHours> exceptions) {
        var week = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY) {
                week.put(day, hours("09:00-12:00", "13:00-17:00"));
            }
        }
        return new BusinessCalendar(ZoneId.of(zone), week, exceptions);
    }

    /** Never closed. */
    public static BusinessCalendar aroundTheClock(String zone) {
        var week = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, hours("00:00-24:00"));
        }
        return new BusinessCalendar(ZoneId.of(zone), week, Map.of());
    }

    public static OpenHours hours(String... written) {
        return new OpenHours(
                Arrays.stream(written)
                        .map(it -> it.split("-", -1))
                        .map(it -> Interval.find(it[0], it[1]).orElseThrow())
                        .toList());
    }

    /** Any week, with exceptions around a date. */
    public static BusinessCalendar any(Random random, String zone, LocalDate around) {
        var week = new EnumMap<DayOfWeek, OpenHours>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (random.nextInt(7) < 5) {
                week.put(day, anyHours(random, 1 + random.nextInt(3)));
            }
        }
        week.put(DayOfWeek.of(1 + random.nextInt(7)), anyHours(random, 2));
        var exceptions = new HashMap<LocalDate, OpenHours>();
        for (var number = random.nextInt(6); number > 0; number--) {
            exceptions.put(
                    around.plusDays(random.nextInt(10)), anyHours(random, random.nextInt(3)));
        }
        return new BusinessCalendar(ZoneId.of(zone), week, exceptions);
    }

    private static OpenHours anyHours(Random random, int intervals) {
        var bounds = new ArrayList<Integer>();
        while (bounds.size() < intervals * 2) {
            // Often at the edges of the day, and around the hours at which clocks change.
            var bound =
                    switch (random.nextInt(6)) {
                        case 0 -> 0;
                        case 1 -> 24 * 60;
                        case 2 -> random.nextInt(4 * 60);
                        default -> random.nextInt(24 * 60 + 1);
                    };
            if (!bounds.contains(bound)) {
                bounds.add(bound);
            }
        }
        bounds.sort(null);
        var hours = new ArrayList<Interval>();
        for (var at = 0; at < bounds.size(); at += 2) {
            hours.add(new Interval(bounds.get(at), bounds.get(at + 1)));
        }
        return new OpenHours(hours);
    }
}
