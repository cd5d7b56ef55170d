package io.pondcrm.churn.definition.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.PublicData;
import io.pondcrm.churn.facts.domain.Purchase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The definition on purchases of real customers. What others published of the data is checked
 * first; the labels were counted by an independent program with exact fractions.
 */
class PublishedDataTest {

    private static final ChurnDefinition OWN_RHYTHM = ChurnDefinition.main(ZoneId.of("UTC"), "USD");

    /** How many customers a label has, and how many of them bought afterwards. */
    record Fate(int customers, int cameBack) {

        Fate plus(boolean back) {
            return new Fate(customers + 1, cameBack + (back ? 1 : 0));
        }
    }

    /**
     * CDNOW, 1/10 sample (Fader and Hardie 2001; MIT as part of the package lifetimes): 2,357
     * customers, 2,457 repeat purchase days until 1997-09-30, 1,411 customers without any, 1,882
     * purchase days afterwards.
     */
    @Test
    void cdnow_in_calibration_and_holdout() throws IOException {
        var file = PublicData.CDNOW.file();
        var customers = new TreeMap<String, List<Purchase>>();
        for (var line : Files.readAllLines(file)) {
            var fields = line.strip().split("\\s+");
            if (fields.length == 5) {
                var day = LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE);
                add(customers, fields[1], day.atStartOfDay(), fields[4]);
            }
        }
        var end = LocalDate.parse("1997-09-30").atTime(23, 59).toInstant(ZoneOffset.UTC);
        var repeats = 0;
        var once = 0;
        var holdout = 0;
        for (var purchases : customers.values()) {
            var known = OWN_RHYTHM.rhythm(until(purchases, end), end).orElseThrow();
            repeats += known.purchaseDays() - 1;
            once += known.purchaseDays() == 1 ? 1 : 0;
            holdout += days(purchases) - known.purchaseDays();
        }

        assertThat(customers).hasSize(2_357);
        assertThat(repeats).isEqualTo(2_457);
        assertThat(once).isEqualTo(1_411);
        assertThat(holdout).isEqualTo(1_882);
        assertThat(fates(customers, end))
                .isEqualTo(
                        Map.of(
                                Label.ACTIVE,
                                new Fate(442, 290),
                                Label.AT_RISK,
                                new Fate(183, 98),
                                Label.CHURNED,
                                new Fate(1_732, 296)));
    }

    /** UCI Online Retail (CC BY 4.0): credit notes are no purchases. */
    @Test
    void online_retail_at_the_end_of_august() throws IOException {
        var file = PublicData.ONLINE_RETAIL.file();
        var time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
        var customers = new TreeMap<String, List<Purchase>>();
        var lines = Files.readAllLines(file);
        for (var line : lines.subList(1, lines.size())) {
            var fields = line.split(",", 7);
            var isSale = !fields[0].startsWith("C");
            customers.computeIfAbsent(fields[1], _ -> new ArrayList<>());
            if (isSale) {
                add(customers, fields[1], LocalDateTime.parse(fields[2], time), fields[5]);
            }
        }
        customers.values().forEach(it -> it.sort(Purchase.IN_TIME));
        var end = Instant.parse("2011-08-31T23:59:00Z");

        assertThat(customers).hasSize(4_372);
        assertThat(fates(customers, end))
                .isEqualTo(
                        Map.of(
                                Label.ACTIVE,
                                new Fate(1_892, 1_323),
                                Label.AT_RISK,
                                new Fate(854, 417),
                                Label.CHURNED,
                                new Fate(571, 212)));
    }

    private static Map<Label, Fate> fates(Map<String, List<Purchase>> customers, Instant end) {
        var fates = new EnumMap<Label, Fate>(Label.class);
        for (var purchases : customers.values()) {
            var by = until(purchases, end);
            OWN_RHYTHM
                    .rhythm(by, end)
                    .ifPresent(known ->
                            fates.merge(
                                    OWN_RHYTHM.label(known),
                                    new Fate(0, 0).plus(purchases.size() > by.size()),
                                    (all, one) ->
                                            new Fate(
                                                    all.customers + one.customers,
                                                    all.cameBack + one.cameBack)));
        }
        return fates;
    }

    private static void add(
            Map<String, List<Purchase>> customers, String customer, LocalDateTime at, String sum) {
        var purchases = customers.computeIfAbsent(customer, _ -> new ArrayList<>());
        purchases.add(
                new Purchase(
                        customer + "-" + purchases.size(),
                        1,
                        true,
                        at.toInstant(ZoneOffset.UTC),
                        new BigDecimal(sum).abs(),
                        "USD"));
    }

    private static List<Purchase> until(List<Purchase> purchases, Instant end) {
        return purchases.stream().filter(it -> !it.occurredAt().isAfter(end)).toList();
    }

    private static long days(List<Purchase> purchases) {
        return purchases.stream()
                .map(it -> LocalDate.ofInstant(it.occurredAt(), ZoneOffset.UTC))
                .distinct()
                .count();
    }
}
