package io.pondcrm.benchmarks;

import io.pondcrm.benchmarks.Benchmarks.Figure;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import io.pondcrm.segmentation.rfm.domain.RfmTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * RFM with quintiles, five segments and ABC, from 10,000,000 purchases of 1,000,000 customers to
 * the last count. Peers do the same in the same run: plain Java as one would write it first, with a
 * map of rows and comparator sorts, and pandas where {@code python3} (or {@code POND_PYTHON}) has
 * it. The purchases are splitmix64 draws without a seed; the counts are the ones that an
 * independent implementation found, and each of the three must reach them.
 */
final class ScoringRun {

    private static final int PURCHASES = 10_000_000;
    private static final int CUSTOMERS = 1_000_000;
    private static final int ROUNDS = 5;

    /** Counted side by side. */
    private static final int PARTS = Runtime.getRuntime().availableProcessors();

    /** Customers, sales in hundredths, A, B, C, champions, new, at risk, lost, other. */
    private static final List<Long> ANCHOR =
            List.of(
                    999_954L,
                    250_985_112_714L,
                    672_764L,
                    213_000L,
                    114_190L,
                    160_478L,
                    51_991L,
                    193_955L,
                    121_509L,
                    472_021L);

    private final int[] customer = new int[PURCHASES];
    private final int[] day = new int[PURCHASES];
    private final long[] amount = new long[PURCHASES];

    private ScoringRun() {
        for (var i = 0; i < PURCHASES; i++) {
            customer[i] = (int) Long.remainderUnsigned(splitmix64(i), CUSTOMERS);
            day[i] = (int) Long.remainderUnsigned(splitmix64(i + (1L << 40)), 730);
            amount[i] = 100 + Long.remainderUnsigned(splitmix64(i + (2L << 40)), 50_000);
        }
    }

    static List<Figure> measure() throws IOException, InterruptedException {
        var run = new ScoringRun();
        var ours = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var begun = System.nanoTime();
            check("ours", run.ours());
            ours.add((System.nanoTime() - begun) / 1e6);
            begun = System.nanoTime();
            check("plain Java", run.plain());
            plain.add((System.nanoTime() - begun) / 1e6);
        }
        var us = GatewayCost.median(ours);
        var figures = new ArrayList<Figure>();
        figures.add(figure(us, "a map of rows and comparator sorts", GatewayCost.median(plain)));
        pandas().ifPresent(peer -> figures.add(figure(us, "pandas", peer)));
        return figures;
    }

    private static Figure figure(double us, String peer, double theirs) {
        return new Figure(
                "RFM, five segments and ABC: 1 M customers, 10 M purchases",
                "%.0f ms".formatted(us),
                "%s, same counts: %.0f ms".formatted(peer, theirs),
                "%.1f times as fast".formatted(theirs / us),
                "all ten counts equal, ≤ 500 ms, 5 times pandas");
    }

    private List<Long> ours() {
        var scored =
                IntStream.range(0, PARTS)
                        .parallel()
                        .mapToObj(this::part)
                        .reduce((one, other) -> {
                            one.add(other);
                            return one;
                        })
                        .orElseThrow()
                        .quantiles(5);
        var abc = AbcTable.of(scored.amounts(), AbcTable.Cuts.USUAL);
        var classes = new long[3];
        for (var rank = 0; rank < abc.rows(); rank++) {
            classes[abc.classAt(rank).ordinal()]++;
        }
        var segments = new long[5];
        for (var row = 0; row < scored.rows(); row++) {
            segments[
                    segment(
                            scored.recencyAt(row),
                            scored.frequencyAt(row),
                            scored.monetaryAt(row))]++;
        }
        return counts(scored.rows(), abc.base(), classes, segments);
    }

    /** Counts one part of all purchases. */
    private RfmTable part(int part) {
        var table = new RfmTable(CUSTOMERS);
        var until = (int) ((part + 1L) * PURCHASES / PARTS);
        for (var i = (int) ((long) part * PURCHASES / PARTS); i < until; i++) {
            table.sale(customer[i], day[i], amount[i]);
        }
        return table;
    }

    /** One customer of the plain way. */
    private static final class Row {
        final int customer;
        int day;
        int count;
        long amount;
        int recency;
        int frequency;
        int monetary;

        Row(int customer) {
            this.customer = customer;
        }
    }

    private List<Long> plain() {
        var byCustomer = new HashMap<Integer, Row>();
        for (var i = 0; i < PURCHASES; i++) {
            var row = byCustomer.computeIfAbsent(customer[i], Row::new);
            row.day = Math.max(row.day, day[i]);
            row.count++;
            row.amount += amount[i];
        }
        var rows = new ArrayList<>(byCustomer.values());
        var ties = Comparator.<Row>comparingInt(it -> it.customer);
        rows.sort(Comparator.<Row>comparingInt(it -> it.day).thenComparing(ties));
        for (var rank = 0; rank < rows.size(); rank++) {
            rows.get(rank).recency = quintile(rank, rows.size());
        }
        rows.sort(Comparator.<Row>comparingInt(it -> it.count).thenComparing(ties));
        for (var rank = 0; rank < rows.size(); rank++) {
            rows.get(rank).frequency = quintile(rank, rows.size());
        }
        rows.sort(Comparator.<Row>comparingLong(it -> it.amount).thenComparing(ties));
        for (var rank = 0; rank < rows.size(); rank++) {
            rows.get(rank).monetary = quintile(rank, rows.size());
        }
        var segments = new long[5];
        var total = 0L;
        for (var row : rows) {
            segments[segment(row.recency, row.frequency, row.monetary)]++;
            total += row.amount;
        }
        rows.sort(Comparator.<Row>comparingLong(it -> -it.amount).thenComparing(ties));
        var classes = new long[3];
        var sum = 0L;
        for (var row : rows) {
            sum += row.amount;
            var abc =
                    sum * 100 <= total * 80
                            ? AbcClass.A
                            : sum * 100 <= total * 95 ? AbcClass.B : AbcClass.C;
            classes[abc.ordinal()]++;
        }
        return counts(rows.size(), total, classes, segments);
    }

    private static int quintile(int rank, int rows) {
        return 1 + (int) (rank * 5L / rows);
    }

    /** Champions, new, at risk, lost, other. */
    private static int segment(int recency, int frequency, int monetary) {
        if (recency >= 4 && frequency >= 4 && monetary >= 4) {
            return 0;
        }
        if (recency >= 4 && frequency <= 1) {
            return 1;
        }
        if (recency <= 2 && frequency >= 3) {
            return 2;
        }
        return recency <= 1 && frequency <= 2 ? 3 : 4;
    }

    private static List<Long> counts(long rows, long total, long[] classes, long[] segments) {
        var counts = new ArrayList<Long>();
        counts.add(rows);
        counts.add(total);
        Arrays.stream(classes).forEach(counts::add);
        Arrays.stream(segments).forEach(counts::add);
        return counts;
    }

    private static void check(String who, List<Long> counts) {
        if (!counts.equals(ANCHOR)) {
            throw new IllegalStateException(
                    "%s counts %s, the anchor is %s".formatted(who, counts, ANCHOR));
        }
    }

    /** Milliseconds; empty, and said so, where pandas is not installed. */
    private static Optional<Double> pandas() throws IOException, InterruptedException {
        var script = Files.createTempFile("scoring", ".py");
        try (var source = ScoringRun.class.getResourceAsStream("scoring.py")) {
            if (source == null) {
                throw new IllegalStateException("scoring.py is not beside this class");
            }
            Files.write(script, source.readAllBytes());
            var python = System.getenv().getOrDefault("POND_PYTHON", "python3");
            var process =
                    new ProcessBuilder(python, script.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                System.out.println("No pandas here: name a Python that has it by POND_PYTHON");
                return Optional.empty();
            }
            var fields = List.of(printed.strip().split(" "));
            check("pandas", fields.subList(1, fields.size()).stream().map(Long::valueOf).toList());
            return Optional.of(Double.valueOf(fields.getFirst()));
        } catch (IOException noPython) {
            System.out.println("No Python here: " + noPython.getMessage());
            return Optional.empty();
        } finally {
            Files.delete(script);
        }
    }

    private static long splitmix64(long i) {
        var z = (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
