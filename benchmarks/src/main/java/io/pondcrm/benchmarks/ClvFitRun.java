package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Fitting;
import io.pondcrm.segmentation.clv.domain.Histories;
import io.pondcrm.segmentation.clv.domain.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * BG/NBD fitted to CDNOW, whose likelihood is known, and to 1,000,000 and 10,000,000 generated
 * customers: collapsing their histories and finding the parameters.
 */
final class ClvFitRun {

    private static final int MILLION = 1_000_000;
    private static final int END = 730;
    private static final int ROUNDS = 3;
    private static final double CDNOW_LIKELIHOOD = -9582.429207;

    private ClvFitRun() {}

    static List<Figure> measure() throws IOException {
        var figures = new ArrayList<Figure>();
        var file =
                Path.of(System.getProperty("pond.data", "../shared/data"))
                        .resolve("lifetimes_CDNOW_sample.txt");
        if (Files.exists(file)) {
            figures.add(cdnow(file));
        }
        figures.add(generated(MILLION, 2_000));
        figures.add(generated(10 * MILLION, 6_000));
        return figures;
    }

    private static Figure cdnow(Path file) throws IOException {
        var customers = new TreeMap<String, TreeSet<Integer>>();
        for (var line : Files.readAllLines(file)) {
            var fields = line.strip().split("\\s+");
            if (fields.length == 5) {
                var day = LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE);
                customers
                        .computeIfAbsent(fields[1], _ -> new TreeSet<>())
                        .add((int) day.toEpochDay());
            }
        }
        var end = (int) LocalDate.parse("1997-09-30").toEpochDay();
        var collector = new Histories.Collector(Timing.WEEKS, end, end);
        customers
                .values()
                .forEach(
                        days -> collector.add(days.stream().mapToInt(Integer::intValue).toArray()));
        var histories = collector.collapse();
        var times = new ArrayList<Double>();
        for (var round = 0; round < 300; round++) {
            var begun = System.nanoTime();
            var fitted = Fitting.fit(Family.BG_NBD, histories);
            times.add((System.nanoTime() - begun) / 1e6);
            if (Math.abs(fitted.logLikelihood() - CDNOW_LIKELIHOOD) > 1e-5) {
                throw new IllegalStateException("Likelihood " + fitted.logLikelihood());
            }
        }
        var warm = GatewayCost.median(times.subList(200, 300));
        return new Figure(
                "BG/NBD fitted to CDNOW; likelihood equal to 1e-5",
                "%.2f ms".formatted(warm),
                "lifetimes 73 ms, R's BTYD 1,940 ms, as others measured",
                "%.3f".formatted(warm / 73),
                "≤ 0.02 of lifetimes");
    }

    private static Figure generated(int customers, int limitMillis) {
        var random = new SplittableRandom(1);
        var days = new int[customers][];
        for (var customer = 0; customer < customers; customer++) {
            days[customer] = purchases(random);
        }
        var ours = new ArrayList<Double>();
        var distinct = 0;
        for (var round = 0; round < ROUNDS; round++) {
            var begun = System.nanoTime();
            var collector = new Histories.Collector(Timing.WEEKS, END, END);
            for (var one : days) {
                collector.add(one);
            }
            var histories = collector.collapse();
            var fitted = Fitting.fit(Family.BG_NBD, histories);
            ours.add((System.nanoTime() - begun) / 1e6);
            distinct = histories.distinct();
            if (!fitted.converged()) {
                throw new IllegalStateException("Not converged: " + fitted);
            }
        }
        var took = GatewayCost.median(ours);
        return new Figure(
                "%d M customers collapsed to %,d histories and fitted"
                        .formatted(customers / MILLION, distinct),
                "%.0f ms".formatted(took),
                "limit %,d ms".formatted(limitMillis),
                "%.2f".formatted(took / limitMillis),
                "≤ %,d ms".formatted(limitMillis));
    }

    /** Rates and leaving probabilities as they were found for CDNOW, more or less. */
    private static int[] purchases(SplittableRandom random) {
        var perDay = -Math.log(1 - random.nextDouble()) * 0.02;
        var leaves = Math.pow(random.nextDouble(), 2);
        var days = new int[16];
        var count = 1;
        days[0] = random.nextInt(365);
        var at = (double) days[0];
        while (count == 1 || random.nextDouble() >= leaves) {
            at -= Math.log(1 - random.nextDouble()) / perDay;
            if (!(at <= END)) {
                break;
            }
            if ((int) at > days[count - 1]) {
                if (count == days.length) {
                    days = Arrays.copyOf(days, 2 * count);
                }
                days[count++] = (int) at;
            }
        }
        return Arrays.copyOf(days, count);
    }
}
