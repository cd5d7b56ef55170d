package io.pondcrm.segmentation.rfm.domain;

import java.math.BigDecimal;
import java.util.List;

/** How values become scores. */
public sealed interface Bins {

    /** How many scores a dimension has. */
    int count();

    /**
     * Equal shares of the customers by rank: with n customers the one at rank i, counted from 0,
     * gets {@code 1 + i * count / n}. Equal values rank by ascending customer id.
     *
     * @param count 5 for quintiles
     */
    record Quantiles(int count) implements Bins {

        public Quantiles {
            if (count < 2 || count > 20) {
                throw new IllegalArgumentException("Between 2 and 20 bins");
            }
        }
    }

    /**
     * Fixed limits; each limit reached adds one to the score.
     *
     * @param recencyDays rising; days since the last purchase that still get the best score, the
     *     next best, and so on
     * @param frequency rising; purchases from which on the next score is reached
     * @param monetary rising; spend from which on the next score is reached
     */
    record CutPoints(List<Integer> recencyDays, List<Integer> frequency, List<BigDecimal> monetary)
            implements Bins {

        public CutPoints {
            recencyDays = List.copyOf(recencyDays);
            frequency = List.copyOf(frequency);
            monetary = List.copyOf(monetary);
            if (recencyDays.isEmpty()
                    || recencyDays.size() != frequency.size()
                    || recencyDays.size() != monetary.size()
                    || recencyDays.size() > 19) {
                throw new IllegalArgumentException(
                        "Each dimension has the same number of limits, 1 to 19");
            }
            if (!rise(recencyDays) || !rise(frequency) || !rise(monetary)) {
                throw new IllegalArgumentException("Limits rise");
            }
        }

        @Override
        public int count() {
            return recencyDays.size() + 1;
        }

        RfmScores score(RfmValues values, int asOfDay) {
            return new RfmScores(
                    count() - reached(recencyDays, asOfDay - values.lastDay() - 1),
                    1 + reached(frequency, values.frequency()),
                    1 + reached(monetary, values.monetary()),
                    count());
        }

        private static <T extends Comparable<? super T>> int reached(List<T> limits, T value) {
            return (int) limits.stream().filter(limit -> limit.compareTo(value) <= 0).count();
        }

        /** Whether each limit is larger than the one before. */
        public static <T extends Comparable<? super T>> boolean rise(List<T> limits) {
            for (var at = 1; at < limits.size(); at++) {
                if (limits.get(at).compareTo(limits.get(at - 1)) <= 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
