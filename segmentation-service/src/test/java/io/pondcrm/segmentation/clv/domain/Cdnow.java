package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.chassis.test.PublicData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * CDNOW, 1/10 sample: 2,357 customers, 1997-01-01 to 1998-06-30. Fader and Hardie 2001; the file is
 * lifetimes/datasets/CDNOW_sample.txt of the Python package lifetimes (MIT).
 */
public final class Cdnow {

    public static final LocalDate END = LocalDate.parse("1997-09-30");
    public static final LocalDate HOLDOUT_END = LocalDate.parse("1998-06-30");

    private Cdnow() {}

    /** One line of the file. */
    public record Sale(String customer, LocalDate day, BigDecimal dollars) {}

    /** All purchases, by customer and in time. The test that asks is skipped without the file. */
    public static List<Sale> sales() {
        var sales = new ArrayList<Sale>();
        for (var line : lines(PublicData.CDNOW)) {
            var fields = line.strip().split("\\s+");
            if (fields.length == 5) {
                sales.add(
                        new Sale(
                                fields[1],
                                LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE),
                                new BigDecimal(fields[4])));
            }
        }
        return sales;
    }

    /** Dollars by day, by customer. */
    static SortedMap<String, SortedMap<LocalDate, BigDecimal>> byDay() {
        var customers = new TreeMap<String, SortedMap<LocalDate, BigDecimal>>();
        for (var sale : sales()) {
            customers
                    .computeIfAbsent(sale.customer(), _ -> new TreeMap<>())
                    .merge(sale.day(), sale.dollars(), BigDecimal::add);
        }
        return customers;
    }

    static Histories histories() {
        var collector =
                new Histories.Collector(
                        Timing.WEEKS, (int) END.toEpochDay(), (int) HOLDOUT_END.toEpochDay());
        byDay().values()
                .forEach(days ->
                        collector.add(
                                days.keySet().stream()
                                        .mapToInt(day -> (int) day.toEpochDay())
                                        .toArray()));
        return collector.collapse();
    }

    /** As published with note 025: means in cents, rounded half up. */
    static Spending spending() {
        var spending = new Spending();
        for (var days : byDay().values()) {
            var repeats = days.headMap(END.plusDays(1)).values().stream().skip(1).toList();
            if (!repeats.isEmpty()) {
                spending.add(
                        repeats.size(),
                        repeats.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .divide(BigDecimal.valueOf(repeats.size()), 2, RoundingMode.HALF_UP)
                                .doubleValue());
            }
        }
        return spending;
    }

    static List<String> lines(PublicData data) {
        try {
            return Files.readAllLines(data.file());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
