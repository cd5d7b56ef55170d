package io.pondcrm.segmentation.tier.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a measure turns into points. */
public sealed interface PointScale {

    /** A scale for numbers. */
    sealed interface OfNumbers extends PointScale {

        BigDecimal points(BigDecimal value);
    }

    /**
     * The points of the last step whose {@code from} the value reaches.
     *
     * @param below the points of values below all steps
     * @param steps rising
     */
    record Bands(BigDecimal below, List<Step> steps) implements OfNumbers {

        /** Points from a value on. */
        public record Step(BigDecimal from, BigDecimal points) {}

        public Bands {
            steps = List.copyOf(steps);
            for (var step = 1; step < steps.size(); step++) {
                if (steps.get(step).from().compareTo(steps.get(step - 1).from()) <= 0) {
                    throw new IllegalArgumentException("Bands rise from one to the next");
                }
            }
        }

        @Override
        public BigDecimal points(BigDecimal value) {
            var points = below;
            for (var step : steps) {
                if (step.from().compareTo(value) > 0) {
                    break;
                }
                points = step.points();
            }
            return points;
        }
    }

    /**
     * Points that grow, or fall, in a line between two values, and stay as they are beyond; to four
     * decimals.
     */
    record Linear(BigDecimal from, BigDecimal fromPoints, BigDecimal to, BigDecimal toPoints)
            implements OfNumbers {

        private static final int DECIMALS = 4;

        public Linear {
            if (to.compareTo(from) <= 0) {
                throw new IllegalArgumentException("A line ends after it begins");
            }
        }

        @Override
        public BigDecimal points(BigDecimal value) {
            if (value.compareTo(from) <= 0) {
                return fromPoints;
            }
            if (value.compareTo(to) >= 0) {
                return toPoints;
            }
            return toPoints.subtract(fromPoints)
                    .multiply(value.subtract(from))
                    .divide(to.subtract(from), DECIMALS, RoundingMode.HALF_UP)
                    .add(fromPoints);
        }
    }

    /**
     * Points by word.
     *
     * @param otherwise for words that are not among them; null if such a word counts as missing
     */
    record Words(Map<String, BigDecimal> points, @Nullable BigDecimal otherwise)
            implements PointScale {

        public Words {
            points = Collections.unmodifiableMap(new TreeMap<>(points));
        }

        @Nullable BigDecimal points(String word) {
            var found = points.get(word);
            return found == null ? otherwise : found;
        }
    }
}
