package io.pondcrm.suite.sample;

import java.util.List;

/**
 * Random numbers that are the same on every machine and in every Java: SplitMix64 (Steele, Lea and
 * Flood, OOPSLA 2014) and {@link StrictMath}. Not for use by several threads.
 */
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice of their own for each thing, so that one more throw here changes nothing there. */
    static Dice of(long seed, long thing) {
        var dice = new Dice(seed * 31 + thing * GOLDEN_GAMMA);
        dice.next();
        return new Dice(dice.next());
    }

    private long next() {
        state += GOLDEN_GAMMA;
        var mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** From 0, exclusive, to 1, exclusive. */
    double uniform() {
        return ((next() >>> 11) + 0.5) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** From 0 to the bound, exclusive. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A choice by weights. */
    int weighted(double... weights) {
        var total = 0.0;
        for (var weight : weights) {
            total += weight;
        }
        var left = uniform() * total;
        for (var index = 0; index < weights.length; index++) {
            left -= weights[index];
            if (left < 0) {
                return index;
            }
        }
        return weights.length - 1;
    }

    /** Mean {@code 1 / rate}. */
    double exponential(double rate) {
        return -StrictMath.log(uniform()) / rate;
    }

    private double gaussian() {
        return StrictMath.sqrt(-2 * StrictMath.log(uniform()))
                * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    /**
     * Mean {@code shape / rate}.
     *
     * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia and Tsang, ACM TOMS 26(3)
     *     2000, sections 2 and 6</a>
     */
    double gamma(double shape, double rate) {
        if (shape < 1) {
            return gamma(shape + 1, rate) * StrictMath.pow(uniform(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        var c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            var x = gaussian();
            var root = 1 + c * x;
            if (root > 0) {
                var v = root * root * root;
                if (StrictMath.log(uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                    return d * v / rate;
                }
            }
        }
    }

    /** From 0 to 1, mean {@code a / (a + b)}. */
    double beta(double a, double b) {
        var x = gamma(a, 1);
        return x / (x + gamma(b, 1));
    }
}
