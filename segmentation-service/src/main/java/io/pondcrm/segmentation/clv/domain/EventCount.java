package io.pondcrm.segmentation.clv.domain;

/**
 * The number of events of a Poisson process whose intensity is Gamma(shape, rate): negative
 * binomial, in logarithms. Walks upwards only.
 */
final class EventCount {

    private final double shape;
    private final double logShare;
    private double logNext;
    private double tail = 1;
    private int upTo;

    EventCount(double shape, double rate, double time) {
        this.shape = shape;
        this.logShare = Math.log(time / (rate + time));
        this.logNext = -shape * Math.log1p(time / rate);
    }

    /** P(N &ge; count); counts are asked for in ascending order. */
    double atLeast(int count) {
        while (upTo < count) {
            next();
        }
        return Math.max(0, tail);
    }

    /** P(N = count) of the next count: 0 at first, unless {@link #atLeast} went further. */
    double next() {
        var probability = Math.exp(logNext);
        tail -= probability;
        logNext += Math.log((shape + upTo) / (upTo + 1)) + logShare;
        upTo++;
        return probability;
    }
}
