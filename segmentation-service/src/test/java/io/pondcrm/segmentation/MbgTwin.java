package io.pondcrm.segmentation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * MBG/NBD (Batislam, Denizel &amp; Filiztekin 2007; Hoppe &amp; Wagner 2007) and Gamma-Gamma (Fader
 * &amp; Hardie 2013, note 025) as the papers write them, customer by customer, and by other means
 * than the product's: Stirling's series, a simplex without gradients, and an integral where the
 * product sums a hypergeometric series.
 */
final class MbgTwin {

    private MbgTwin() {}

    /** A customer as the models see them; time in weeks, mean spend 0 without a repeat. */
    record Seen(int repeats, double last, double age, double meanSpend) {}

    /** MBG/NBD with the likelihood of what it was fitted to. */
    record Purchases(double r, double alpha, double a, double b, double logLikelihood) {

        static Purchases fit(List<Seen> customers) {
            var most = customers.stream().mapToInt(Seen::repeats).max().orElseThrow();
            var found =
                    minimum(
                            it -> -logLikelihood(exponentials(it), customers, most),
                            new double[] {Math.log(0.7), Math.log(6), 0, Math.log(2)});
            var it = exponentials(found);
            return new Purchases(it[0], it[1], it[2], it[3], logLikelihood(it, customers, most));
        }

        private static double logLikelihood(double[] of, List<Seen> customers, int most) {
            var r = of[0];
            var alpha = of[1];
            var a = of[2];
            var b = of[3];
            var ofRepeats = new double[most + 1];
            for (var x = 0; x <= most; x++) {
                ofRepeats[x] =
                        logGamma(r + x)
                                - logGamma(r)
                                + r * Math.log(alpha)
                                + logGamma(a + b)
                                + logGamma(b + x + 1)
                                - logGamma(b)
                                - logGamma(a + b + x + 1);
            }
            var sum = 0.0;
            for (var one : customers) {
                var x = one.repeats();
                var there = -(r + x) * Math.log(alpha + one.age());
                var gone = Math.log(a / (b + x)) - (r + x) * Math.log(alpha + one.last());
                var larger = Math.max(there, gone);
                sum +=
                        ofRepeats[x]
                                + larger
                                + Math.log(Math.exp(there - larger) + Math.exp(gone - larger));
            }
            return sum;
        }

        double alive(Seen one) {
            var gone =
                    a
                            / (b + one.repeats())
                            * Math.pow(
                                    (alpha + one.age()) / (alpha + one.last()), r + one.repeats());
            return 1 / (1 + gone);
        }

        /**
         * Of a customer who leaves with probability p: (1 - (1 + p s)^-(r + x)) / p purchases. What
         * that is for p = 0 is taken out: where hardly anybody leaves the rest is next to nothing.
         */
        double expected(Seen one, double weeks) {
            var events = r + one.repeats();
            var s = weeks / (alpha + one.age());
            var stays = b + one.repeats() + 1;
            return alive(one)
                    * (events * s
                            + overBeta(
                                    a,
                                    stays,
                                    p ->
                                            -Math.expm1(-events * Math.log1p(p * s)) / p
                                                    - events * s));
        }
    }

    /** Gamma-Gamma with the likelihood of what it was fitted to. */
    record Spend(double p, double q, double gamma, double logLikelihood) {

        static Spend fit(List<Seen> customers) {
            var spenders = customers.stream().filter(it -> it.meanSpend() > 0).toList();
            var mean = spenders.stream().mapToDouble(Seen::meanSpend).average().orElseThrow();
            var found =
                    minimum(
                            it -> -logLikelihood(shapes(it), spenders),
                            new double[] {Math.log(2), Math.log(2), Math.log(mean)});
            var it = shapes(found);
            return new Spend(it[0], it[1], it[2], logLikelihood(it, spenders));
        }

        private static double[] shapes(double[] point) {
            return new double[] {Math.exp(point[0]), 1 + Math.exp(point[1]), Math.exp(point[2])};
        }

        private static double logLikelihood(double[] of, List<Seen> spenders) {
            var p = of[0];
            var q = of[1];
            var gamma = of[2];
            var sum = 0.0;
            for (var one : spenders) {
                double x = one.repeats();
                sum +=
                        logGamma(p * x + q)
                                - logGamma(p * x)
                                - logGamma(q)
                                + q * Math.log(gamma)
                                + (p * x - 1) * Math.log(one.meanSpend())
                                + p * x * Math.log(x)
                                - (p * x + q) * Math.log(gamma + x * one.meanSpend());
            }
            return sum;
        }

        double expected(Seen one) {
            var x = one.meanSpend() > 0 ? one.repeats() : 0;
            return p * (gamma + x * one.meanSpend()) / (p * x + q - 1);
        }
    }

    /** The mean of a function over a Beta(a, b), by double-exponential quadrature. */
    private static double overBeta(double a, double b, DoubleUnaryOperator of) {
        var norm = logGamma(a + b) - logGamma(a) - logGamma(b);
        var step = 1.0 / 32;
        var sum = 0.0;
        for (var at = -6.0; at <= 6; at += step) {
            var width = Math.PI * Math.sinh(at);
            var logP = -Math.log1p(Math.exp(-width));
            var logRest = -Math.log1p(Math.exp(width));
            if (logP > -600 && logRest > -600) {
                sum +=
                        Math.exp(norm + a * logP + b * logRest)
                                * Math.PI
                                * Math.cosh(at)
                                * of.applyAsDouble(Math.exp(logP));
            }
        }
        return sum * step;
    }

    /** ln Γ by Stirling's series, after stepping up to where it is exact. */
    static double logGamma(double of) {
        var below = 0.0;
        var z = of;
        while (z < 15) {
            below += Math.log(z);
            z++;
        }
        var square = z * z;
        return (z - 0.5) * Math.log(z)
                - z
                + 0.5 * Math.log(2 * Math.PI)
                + (1.0 / 12 - (1.0 / 360 - (1.0 / 1_260 - 1 / (1_680 * square)) / square) / square)
                        / z
                - below;
    }

    private static double[] exponentials(double[] of) {
        return Arrays.stream(of).map(Math::exp).toArray();
    }

    private record Corner(double[] point, double value) {}

    /** Nelder &amp; Mead 1965, begun three times more from where it ended. */
    private static double[] minimum(ToDoubleFunction<double[]> of, double[] start) {
        var best = start;
        for (var size : new double[] {0.5, 0.1, 0.02, 0.004}) {
            best = descend(of, best, size);
        }
        return best;
    }

    private static double[] descend(ToDoubleFunction<double[]> of, double[] start, double size) {
        var corners = new Corner[start.length + 1];
        for (var at = 0; at < corners.length; at++) {
            var point = start.clone();
            if (at > 0) {
                point[at - 1] += size;
            }
            corners[at] = new Corner(point, of.applyAsDouble(point));
        }
        var order = Comparator.comparingDouble(Corner::value);
        var worst = corners.length - 1;
        for (var step = 0; step < 600; step++) {
            Arrays.sort(corners, order);
            if (corners[worst].value() - corners[0].value() < 1e-10) {
                break;
            }
            var reflected = moved(of, corners, 1);
            if (reflected.value() < corners[0].value()) {
                var further = moved(of, corners, 2);
                corners[worst] = further.value() < reflected.value() ? further : reflected;
            } else if (reflected.value() < corners[worst - 1].value()) {
                corners[worst] = reflected;
            } else {
                var nearer =
                        moved(of, corners, reflected.value() < corners[worst].value() ? 0.5 : -0.5);
                if (nearer.value() < Math.min(reflected.value(), corners[worst].value())) {
                    corners[worst] = nearer;
                } else {
                    shrink(of, corners);
                }
            }
        }
        Arrays.sort(corners, order);
        return corners[0].point();
    }

    /** The worst corner moved through the middle of the others, so many times its distance. */
    private static Corner moved(ToDoubleFunction<double[]> of, Corner[] corners, double times) {
        var worst = corners[corners.length - 1].point();
        var point = new double[worst.length];
        for (var index = 0; index < point.length; index++) {
            var middle = 0.0;
            for (var at = 0; at < corners.length - 1; at++) {
                middle += corners[at].point()[index] / (corners.length - 1);
            }
            point[index] = middle + times * (middle - worst[index]);
        }
        return new Corner(point, of.applyAsDouble(point));
    }

    private static void shrink(ToDoubleFunction<double[]> of, Corner[] corners) {
        for (var at = 1; at < corners.length; at++) {
            var point = corners[at].point().clone();
            for (var index = 0; index < point.length; index++) {
                point[index] = (point[index] + corners[0].point()[index]) / 2;
            }
            corners[at] = new Corner(point, of.applyAsDouble(point));
        }
    }
}
