package io.pondcrm.segmentation.clv.domain;

import java.util.function.DoubleUnaryOperator;

/** The functions that the models' formulas are made of; each stays finite in logarithms. */
final class SpecialFunctions {

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360
    };
    private static final int MAX_TERMS = 1_000_000;
    private static final double STEP = 1.0 / 128;
    private static final double REACH = 6.25;
    private static final double HALF_PI = Math.PI / 2;

    private SpecialFunctions() {}

    /** The logarithm of the gamma function of a positive number: Stirling's series from 12 on. */
    static double logGamma(double of) {
        var shift = 1.0;
        var x = of;
        while (x < 12) {
            shift *= x++;
        }
        var y = 1 / (x * x);
        var series = 0.0;
        for (var index = STIRLING.length - 1; index >= 0; index--) {
            series = series * y + STIRLING[index];
        }
        return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series / x - Math.log(shift);
    }

    /** The logarithm of the beta function. */
    static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /** The logarithm of a sum, given the logarithms of both parts. */
    static double logSum(double a, double b) {
        return a >= b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
    }

    /**
     * ₂F₁(1, b; c; z) for b, c &gt; 0 and 0 &le; z &lt; 1: all terms are positive, so nothing
     * cancels.
     */
    static double hypergeometricOfOne(double b, double c, double z) {
        var sum = 1.0;
        var term = 1.0;
        for (var n = 0; n < MAX_TERMS; n++) {
            term *= (b + n) / (c + n) * z;
            sum += term;
            if (term < 1e-17 * sum * (1 - z)) {
                break;
            }
        }
        return sum;
    }

    /** (1 − e^(power·log)) / power, also where the power is 0. */
    static double growth(double power, double log) {
        return power == 0 ? -log : -Math.expm1(power * log) / power;
    }

    /**
     * ∫₀¹ p^(a-1) (1-p)^(b-1) f(p) dp by the double-exponential rule (Takahasi &amp; Mori 1974),
     * which bears the singularities at both ends.
     *
     * @param function bounded
     */
    static double integrateBeta(double a, double b, DoubleUnaryOperator function) {
        var sum = 0.0;
        for (var u = -REACH; u <= REACH; u += STEP) {
            var y = Math.PI * Math.sinh(u);
            var logShare = y < -600 ? y : -Math.log1p(Math.exp(-y));
            var logRest = y > 600 ? -y : -Math.log1p(Math.exp(y));
            var weight = Math.PI * Math.cosh(u) * Math.exp(a * logShare + b * logRest);
            if (weight > 0) {
                sum += weight * function.applyAsDouble(Math.exp(logShare));
            }
        }
        return sum * STEP;
    }

    /** ∫₀^∞ f(t) dt by the double-exponential rule, for what decays at least as a power. */
    static double integrateToInfinity(DoubleUnaryOperator function) {
        var sum = 0.0;
        for (var u = -REACH; u <= REACH; u += STEP) {
            var t = Math.exp(HALF_PI * Math.sinh(u));
            sum += function.applyAsDouble(t) * t * HALF_PI * Math.cosh(u);
        }
        return sum * STEP;
    }
}
