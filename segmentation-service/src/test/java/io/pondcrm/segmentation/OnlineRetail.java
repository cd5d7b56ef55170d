package io.pondcrm.segmentation;

import io.pondcrm.chassis.test.PublicData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * UCI Online Retail (CC BY 4.0): 22,190 invoices of 4,372 customers of a wholesaler, and what a
 * plain program makes of them on 2011-12-10. Nothing here uses the product's code.
 */
final class OnlineRetail {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int FIVE = 5;

    private final LocalDateTime asOf;
    private final Map<Integer, List<Invoice>> byCustomer;

    private OnlineRetail(LocalDateTime asOf, Map<Integer, List<Invoice>> byCustomer) {
        this.asOf = asOf;
        this.byCustomer = byCustomer;
    }

    /** A line of the file; credit notes have numbers that begin with C and negative amounts. */
    record Invoice(String number, int customer, LocalDateTime at, BigDecimal amount) {

        boolean isSale() {
            return !number.startsWith("C");
        }
    }

    /** Reads the file. The test that asks is skipped without it. */
    static OnlineRetail asOf(LocalDateTime asOf) {
        try (var lines = Files.lines(PublicData.ONLINE_RETAIL.file())) {
            return new OnlineRetail(
                    asOf,
                    lines.skip(1)
                            .map(it -> it.split(",", 7))
                            .map(it ->
                                    new Invoice(
                                            it[0],
                                            Integer.parseInt(it[1]),
                                            LocalDateTime.parse(it[2], TIME),
                                            new BigDecimal(it[5])))
                            .collect(
                                    Collectors.groupingBy(
                                            Invoice::customer, TreeMap::new, Collectors.toList())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Map<Integer, List<Invoice>> byCustomer() {
        return byCustomer;
    }

    private record Buyer(int customer, LocalDate last, int sales, BigDecimal net) {}

    private List<Buyer> buyers() {
        var buyers = new ArrayList<Buyer>();
        byCustomer.forEach((customer, invoices) -> {
            var sales = invoices.stream().filter(Invoice::isSale).toList();
            buyers.add(
                    new Buyer(
                            customer,
                            sales.stream()
                                    .map(it -> it.at().toLocalDate())
                                    .max(Comparator.naturalOrder())
                                    .orElse(LocalDate.MIN),
                            sales.size(),
                            invoices.stream()
                                    .map(Invoice::amount)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)));
        });
        return buyers;
    }

    /** Cell, last day, sales and money of each who bought: quintiles by rank, ties by number. */
    Map<Integer, String> rfm() {
        var buyers = buyers().stream().filter(it -> it.sales() > 0).toList();
        var recency = quintiles(buyers, Comparator.comparing(Buyer::last));
        var frequency = quintiles(buyers, Comparator.comparingInt(Buyer::sales));
        var monetary = quintiles(buyers, Comparator.comparing(Buyer::net));
        var texts = new TreeMap<Integer, String>();
        for (var one : buyers) {
            texts.put(
                    one.customer(),
                    "%s%s%s %s %d %s"
                            .formatted(
                                    recency.get(one.customer()),
                                    frequency.get(one.customer()),
                                    monetary.get(one.customer()),
                                    one.last(),
                                    one.sales(),
                                    one.net().stripTrailingZeros().toPlainString()));
        }
        return texts;
    }

    private static Map<Integer, Integer> quintiles(List<Buyer> buyers, Comparator<Buyer> order) {
        var ranked = buyers.stream().sorted(order.thenComparingInt(Buyer::customer)).toList();
        var scores = new TreeMap<Integer, Integer>();
        for (var rank = 0; rank < ranked.size(); rank++) {
            scores.put(ranked.get(rank).customer(), 1 + rank * FIVE / ranked.size());
        }
        return scores;
    }

    /** Class, rank, net sales, share and cumulative share of everybody, cut at 80 and 95 %. */
    Map<Integer, String> abc() {
        var ranked =
                buyers().stream()
                        .sorted(
                                Comparator.comparing(Buyer::net)
                                        .reversed()
                                        .thenComparingInt(Buyer::customer))
                        .toList();
        var all =
                ranked.stream()
                        .map(it -> it.net().max(BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var texts = new TreeMap<Integer, String>();
        var sum = BigDecimal.ZERO;
        for (var rank = 0; rank < ranked.size(); rank++) {
            var one = ranked.get(rank);
            sum = sum.add(one.net());
            var percent = sum.multiply(BigDecimal.valueOf(100));
            var isA = percent.compareTo(all.multiply(BigDecimal.valueOf(80))) <= 0 || rank == 0;
            var isB = percent.compareTo(all.multiply(BigDecimal.valueOf(95))) <= 0;
            texts.put(
                    one.customer(),
                    "%s %d %s %s %s"
                            .formatted(
                                    one.net().signum() <= 0 ? "C" : isA ? "A" : isB ? "B" : "C",
                                    rank + 1,
                                    one.net().stripTrailingZeros().toPlainString(),
                                    one.net().divide(all, 8, RoundingMode.HALF_UP).toPlainString(),
                                    sum.divide(all, 8, RoundingMode.HALF_UP).toPlainString()));
        }
        return texts;
    }

    /** The stage of everybody: lost after 180 days, loyal by five sales in 365. */
    Map<Integer, String> stages() {
        var stages = new TreeMap<Integer, String>();
        byCustomer.forEach((customer, invoices) -> {
            var sales =
                    invoices.stream().filter(Invoice::isSale).map(Invoice::at).sorted().toList();
            var recent = sales.stream().filter(it -> it.plusDays(365).isAfter(asOf)).count();
            stages.put(
                    customer,
                    sales.isEmpty()
                            ? "POTENTIAL"
                            : !sales.getLast().plusDays(180).isAfter(asOf)
                                    ? "LOST"
                                    : recent >= FIVE
                                            ? "LOYAL"
                                            : sales.size() > 1 ? "REPEAT" : "FIRST_PURCHASE");
        });
        return stages;
    }

    /** Those who had bought by the end of a day, as the models of purchases see them then. */
    Map<Integer, MbgTwin.Seen> seen(LocalDate end) {
        var seen = new TreeMap<Integer, MbgTwin.Seen>();
        days().forEach((customer, all) -> {
            var days = all.headMap(end.plusDays(1));
            if (days.isEmpty()) {
                return;
            }
            var first = days.firstKey();
            var repeats = days.size() - 1;
            var spent = days.values().stream().skip(1).reduce(BigDecimal.ZERO, BigDecimal::add);
            seen.put(
                    customer,
                    new MbgTwin.Seen(
                            repeats,
                            ChronoUnit.DAYS.between(first, days.lastKey()) / 7.0,
                            ChronoUnit.DAYS.between(first, end) / 7.0,
                            repeats == 0 ? 0 : spent.doubleValue() / repeats));
        });
        return seen;
    }

    /** On how many days customers bought who had bought by the end of another day before. */
    Map<Integer, Integer> boughtAfter(LocalDate end, LocalDate until) {
        var bought = new TreeMap<Integer, Integer>();
        days().forEach((customer, all) -> {
            if (!all.headMap(end.plusDays(1)).isEmpty()) {
                bought.put(customer, all.subMap(end.plusDays(1), until.plusDays(1)).size());
            }
        });
        return bought;
    }

    private Map<Integer, TreeMap<LocalDate, BigDecimal>> days() {
        var days = new TreeMap<Integer, TreeMap<LocalDate, BigDecimal>>();
        byCustomer.forEach((customer, invoices) ->
                invoices.stream()
                        .filter(Invoice::isSale)
                        .forEach(it ->
                                days.computeIfAbsent(customer, _ -> new TreeMap<>())
                                        .merge(
                                                it.at().toLocalDate(),
                                                it.amount(),
                                                BigDecimal::add)));
        return days;
    }
}
