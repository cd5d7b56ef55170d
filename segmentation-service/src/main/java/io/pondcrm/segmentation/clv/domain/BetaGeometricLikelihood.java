package io.pondcrm.segmentation.clv.domain;

/**
 * The likelihood of {@link BetaGeometric} with its gradient, over collapsed histories. What depends
 * on the number of purchases only is summed once a number, and a logarithm of time is taken once a
 * day, so that one evaluation costs one exponential and one logarithm for each different history.
 *
 * <p>With R = r + kx, a customer who left after the last purchase gives a/(b+x-1) · (alpha+t_x)^-R,
 * one who did not gives (alpha+T)^-R · sum over j &lt; k of Γ(R+j)/(Γ(R) j!) ·
 * ((T-t_x)/(alpha+T))^j.
 */
final class BetaGeometricLikelihood {

    private final Histories histories;
    private final boolean leavesAtOnce;
    private final int k;
    private final long[] customersWith;
    private final int longest;
    private final double timing;

    BetaGeometricLikelihood(Histories all, boolean leavesAtOnce, int k) {
        this.histories = all.withoutHoldout();
        this.leavesAtOnce = leavesAtOnce;
        this.k = k;
        var most = 0;
        var days = 0;
        for (var row = 0; row < histories.rows(); row++) {
            most = Math.max(most, histories.repeats(row));
            days = Math.max(days, histories.age(row));
        }
        this.longest = days;
        this.customersWith = new long[most + 1];
        for (var row = 0; row < histories.rows(); row++) {
            customersWith[histories.repeats(row)] += histories.count(row);
        }
        var spacing = 0.0;
        for (var factor = 2; factor < k; factor++) {
            spacing -= Math.log(factor);
        }
        this.timing = (k - 1) * histories.sumOfLogGaps() + spacing * histories.repeatPurchases();
    }

    /**
     * @param parameters r, alpha, a, b
     * @param gradient gets the partial derivatives
     */
    double at(double[] parameters, double[] gradient) {
        var r = parameters[0];
        var alpha = parameters[1];
        var a = parameters[2];
        var b = parameters[3];
        var early = leavesAtOnce ? 1 : 0;

        var sum = timing;
        gradient[0] = 0;
        gradient[1] = 0;
        gradient[2] = 0;
        gradient[3] = 0;
        var logLeft = new double[customersWith.length];
        var logRising = 0.0;
        var risingByR = 0.0;
        var logStayed = 0.0;
        var stayedByA = 0.0;
        var stayedByB = 0.0;
        var stays = 0;
        for (var x = 0; x < customersWith.length; x++) {
            for (var event = Math.max(0, k * (x - 1)); event < k * x; event++) {
                logRising += Math.log(r + event);
                risingByR += 1 / (r + event);
            }
            for (; stays < x + early; stays++) {
                logStayed += Math.log((b + stays) / (a + b + stays));
                stayedByA -= 1 / (a + b + stays);
                stayedByB += 1 / (b + stays) - 1 / (a + b + stays);
            }
            logLeft[x] =
                    x + early == 0 ? Double.NEGATIVE_INFINITY : Math.log(a / (b + x + early - 1));
            var customers = customersWith[x];
            sum += customers * (logRising + r * Math.log(alpha) + logStayed);
            gradient[0] += customers * (risingByR + Math.log(alpha));
            gradient[1] += customers * (r / alpha);
            gradient[2] += customers * stayedByA;
            gradient[3] += customers * stayedByB;
        }

        var logTime = new double[longest + 1];
        var time = new double[longest + 1];
        for (var day = 0; day <= longest; day++) {
            time[day] = alpha + day / (double) histories.timing().days();
            logTime[day] = Math.log(time[day]);
        }
        var rows =
                histories.total(
                        5,
                        (from, to, into) ->
                                add(from, to, parameters, logLeft, time, logTime, into));
        for (var index = 0; index < 4; index++) {
            gradient[index] += rows[index];
        }
        return sum + rows[4];
    }

    private void add(
            int from,
            int to,
            double[] parameters,
            double[] logLeft,
            double[] time,
            double[] logTime,
            double[] into) {
        var r = parameters[0];
        var a = parameters[2];
        var b = parameters[3];
        var early = leavesAtOnce ? 1 : 0;
        for (var row = from; row < to; row++) {
            var x = histories.repeats(row);
            var last = histories.last(row);
            var age = histories.age(row);
            var count = histories.count(row);
            var events = r + (double) k * x;
            var waiting = -events * logTime[age];
            var waitingByR = -logTime[age];
            var waitingByAlpha = -events / time[age];
            if (k > 1 && age > last) {
                var share = (time[age] - time[last]) / time[age];
                var term = 1.0;
                var total = 1.0;
                var inverse = 0.0;
                var byR = 0.0;
                var byAlpha = 0.0;
                for (var on = 1; on < k; on++) {
                    term *= (events + on - 1) / on * share;
                    inverse += 1 / (events + on - 1);
                    total += term;
                    byR += term * inverse;
                    byAlpha -= term * on;
                }
                waiting += Math.log(total);
                waitingByR += byR / total;
                waitingByAlpha += byAlpha / total / time[age];
            }
            var left = logLeft[x] - events * logTime[last];
            double log;
            double leftWeight;
            if (left <= waiting) {
                var ratio = Math.exp(left - waiting);
                log = waiting + Math.log1p(ratio);
                leftWeight = ratio / (1 + ratio);
            } else {
                var ratio = Math.exp(waiting - left);
                log = left + Math.log1p(ratio);
                leftWeight = 1 / (1 + ratio);
            }
            into[0] += count * ((1 - leftWeight) * waitingByR - leftWeight * logTime[last]);
            into[1] +=
                    count * ((1 - leftWeight) * waitingByAlpha - leftWeight * events / time[last]);
            if (x + early > 0) {
                into[2] += count * leftWeight / a;
                into[3] -= count * leftWeight / (b + x + early - 1);
            }
            into[4] += count * log;
        }
    }
}
