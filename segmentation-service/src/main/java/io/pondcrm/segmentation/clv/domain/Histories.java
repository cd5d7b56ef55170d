package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.score.domain.InputsHash;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The histories of many customers, equal ones counted together: a sufficient statistic of every
 * model here. Those of any parts of the customers add up to the same as those of all at once.
 */
public final class Histories {

    /** Rows that are summed as one; fixed, so that sums are the same on every machine. */
    private static final int CHUNK = 8_192;

    private final Timing timing;
    private final long[] keys;
    private final int[] counts;
    private final long[] gaps;

    private Histories(Timing timing, long[] keys, int[] counts, long[] gaps) {
        this.timing = timing;
        this.keys = keys;
        this.counts = counts;
        this.gaps = gaps;
    }

    /**
     * Reads what {@link #keys}, {@link #counts} and {@link #gaps} gave.
     *
     * @throws IllegalArgumentException if they do not fit together
     */
    public static Histories of(Timing timing, long[] keys, int[] counts, long[] gaps) {
        if (keys.length != counts.length) {
            throw new IllegalArgumentException(
                    "%d histories, %d counts".formatted(keys.length, counts.length));
        }
        return new Histories(timing, keys.clone(), counts.clone(), gaps.clone());
    }

    /** Nobody's. */
    public static Histories none(Timing timing) {
        return new Histories(timing, new long[0], new int[0], new long[0]);
    }

    /** These and those, of other customers. */
    public Histories plus(Histories others) {
        if (!timing.equals(others.timing)) {
            throw new IllegalArgumentException("Of another timing");
        }
        var merged = new long[keys.length + others.keys.length];
        var sums = new int[merged.length];
        var rows = 0;
        for (int mine = 0, theirs = 0; mine < keys.length || theirs < others.keys.length; ) {
            var takesMine =
                    theirs == others.keys.length
                            || mine < keys.length && keys[mine] <= others.keys[theirs];
            var key = takesMine ? keys[mine] : others.keys[theirs];
            var count = takesMine ? counts[mine++] : others.counts[theirs++];
            if (rows > 0 && merged[rows - 1] == key) {
                sums[rows - 1] += count;
            } else {
                merged[rows] = key;
                sums[rows++] = count;
            }
        }
        var days = Arrays.copyOf(gaps, Math.max(gaps.length, others.gaps.length));
        for (var day = 0; day < others.gaps.length; day++) {
            days[day] += others.gaps[day];
        }
        return new Histories(timing, Arrays.copyOf(merged, rows), Arrays.copyOf(sums, rows), days);
    }

    /** How time is counted. */
    public Timing timing() {
        return timing;
    }

    /** How many customers. */
    public long customers() {
        return Arrays.stream(counts).asLongStream().sum();
    }

    /** How many customers bought again. */
    public long repeatCustomers() {
        return sum(row -> repeats(row) > 0 ? counts[row] : 0);
    }

    /** All customers' repeat purchases. */
    public long repeatPurchases() {
        return sum(row -> (long) repeats(row) * counts[row]);
    }

    /** What all customers bought after the end of what is fitted. */
    public long holdoutPurchases() {
        return sum(row -> (long) holdout(row) * counts[row]);
    }

    /** How many different histories there are, whatever came after them. */
    public int distinct() {
        return withoutHoldout().rows();
    }

    /** One number a row; ascending. Opaque but for {@link #of}. */
    public long[] keys() {
        return keys.clone();
    }

    /** How many customers each row has. */
    public int[] counts() {
        return counts.clone();
    }

    /** How often each number of days lay between one purchase and the next. */
    public long[] gaps() {
        return gaps.clone();
    }

    /** Equal histories, equal hash. */
    public String hash() {
        return InputsHash.of(
                timing + Arrays.toString(keys) + Arrays.toString(counts) + Arrays.toString(gaps));
    }

    /** The same histories as if nothing were known of what came after: fewer rows. */
    Histories withoutHoldout() {
        var merged = new long[keys.length];
        var sums = new int[keys.length];
        var rows = 0;
        for (var row = 0; row < keys.length; row++) {
            var key = keys[row] & ~0xffffL;
            if (rows > 0 && merged[rows - 1] == key) {
                sums[rows - 1] += counts[row];
            } else {
                merged[rows] = key;
                sums[rows++] = counts[row];
            }
        }
        return new Histories(timing, Arrays.copyOf(merged, rows), Arrays.copyOf(sums, rows), gaps);
    }

    int rows() {
        return keys.length;
    }

    History at(int row) {
        return timing.history(keys[row]);
    }

    int count(int row) {
        return counts[row];
    }

    int repeats(int row) {
        return Timing.repeats(keys[row]);
    }

    int last(int row) {
        return Timing.last(keys[row]);
    }

    int age(int row) {
        return Timing.age(keys[row]);
    }

    int holdout(int row) {
        return Timing.holdout(keys[row]);
    }

    /** The sum of the logarithms of all times between purchases, in units. */
    double sumOfLogGaps() {
        var sum = 0.0;
        for (var day = 1; day < gaps.length; day++) {
            if (gaps[day] > 0) {
                sum += gaps[day] * Math.log(day / (double) timing.days());
            }
        }
        return sum;
    }

    /** Adds up what parts of the rows give, side by side, always in the same order. */
    double[] total(int sums, Part part) {
        var chunks = (rows() + CHUNK - 1) / CHUNK;
        var parts =
                IntStream.range(0, chunks)
                        .parallel()
                        .mapToObj(chunk -> {
                            var into = new double[sums];
                            var from = chunk * CHUNK;
                            part.add(from, Math.min(rows(), from + CHUNK), into);
                            return into;
                        })
                        .toList();
        var total = new double[sums];
        for (var one : parts) {
            for (var index = 0; index < sums; index++) {
                total[index] += one[index];
            }
        }
        return total;
    }

    /** Adds what some rows give to sums. */
    @FunctionalInterface
    interface Part {
        void add(int from, int to, double[] sums);
    }

    private long sum(java.util.function.IntToLongFunction of) {
        return IntStream.range(0, rows()).mapToLong(of).sum();
    }

    /** Takes in customers one by one. Not for several threads. */
    public static final class Collector {

        private final Timing timing;
        private final int end;
        private final int holdoutEnd;
        private long[] keys = new long[1_024];
        private int customers;
        private long[] gaps = new long[0];

        /**
         * @param end the last day of what is fitted, counted as purchase days are
         * @param holdoutEnd the last day of what the fit is compared with; {@code end} for none
         */
        public Collector(Timing timing, int end, int holdoutEnd) {
            if (holdoutEnd < end) {
                throw new IllegalArgumentException("A holdout comes after");
            }
            this.timing = timing;
            this.end = end;
            this.holdoutEnd = holdoutEnd;
        }

        /**
         * Adds one customer, unless the first purchase comes after the end.
         *
         * @param purchaseDays distinct and ascending
         */
        public void add(int... purchaseDays) {
            var key = timing.key(purchaseDays, end, holdoutEnd);
            if (key.isEmpty()) {
                return;
            }
            keep(key.getAsLong());
            for (var index = 1; index < purchaseDays.length; index++) {
                if (purchaseDays[index] <= end) {
                    gap(purchaseDays[index] - purchaseDays[index - 1]);
                }
            }
        }

        /**
         * Adds customers whose history is counted already.
         *
         * @param last days, or periods where time is discrete; {@code age} likewise
         */
        public void addCounted(int repeats, int last, int age, int customers) {
            for (var customer = 0; customer < customers; customer++) {
                keep(Timing.key(repeats, last, age, 0));
            }
        }

        private void keep(long key) {
            if (customers == keys.length) {
                keys = Arrays.copyOf(keys, customers + (customers >> 1));
            }
            keys[customers++] = key;
        }

        private void gap(int days) {
            if (days >= gaps.length) {
                gaps = Arrays.copyOf(gaps, days + 1);
            }
            gaps[days]++;
        }

        /** Everybody so far. */
        public Histories collapse() {
            var sorted = Arrays.copyOf(keys, customers);
            Arrays.parallelSort(sorted);
            var counts = new int[customers];
            var rows = 0;
            for (var key : sorted) {
                if (rows > 0 && sorted[rows - 1] == key) {
                    counts[rows - 1]++;
                } else {
                    sorted[rows] = key;
                    counts[rows++] = 1;
                }
            }
            return new Histories(
                    timing, Arrays.copyOf(sorted, rows), Arrays.copyOf(counts, rows), gaps.clone());
        }
    }
}
