package io.pondcrm.segmentation.clv.domain;

import static io.pondcrm.segmentation.clv.domain.SpecialFunctions.logGamma;

/**
 * Spend a purchase: Gamma(p, ν) for each customer, with ν Gamma(q, γ) over customers. Fader &amp;
 * Hardie 2013, note 025.
 *
 * @param q more than 1, so that the mean over customers is finite
 */
public record GammaGamma(double p, double q, double gamma) {

    public GammaGamma {
        if (!(p > 0 && q > 1 && gamma > 0)) {
            throw new IllegalArgumentException("p and gamma are positive, q is more than 1");
        }
    }

    /** The logarithm of the likelihood of what everybody spent: equation (1a). */
    public double logLikelihood(Spending spending) {
        var most = 0;
        for (var customer = 0; customer < spending.customers(); customer++) {
            most = Math.max(most, spending.repeatsAt(customer));
        }
        var ofRepeats = new double[most + 1];
        for (var x = 1; x <= most; x++) {
            ofRepeats[x] =
                    logGamma(p * x + q)
                            - logGamma(p * x)
                            - logGamma(q)
                            + q * Math.log(gamma)
                            + p * x * Math.log(x);
        }
        var sum = 0.0;
        for (var customer = 0; customer < spending.customers(); customer++) {
            var x = spending.repeatsAt(customer);
            var mean = spending.meanAt(customer);
            sum +=
                    ofRepeats[x]
                            + (p * x - 1) * Math.log(mean)
                            - (p * x + q) * Math.log(gamma + x * mean);
        }
        return sum;
    }

    /**
     * What a customer spends a purchase: between their own mean and that of all, the nearer to
     * their own the more they bought.
     *
     * @param repeats 0 for the mean of all
     */
    public double expected(int repeats, double mean) {
        return repeats == 0
                ? p * gamma / (q - 1)
                : p * (gamma + repeats * mean) / (p * repeats + q - 1);
    }

    /** The most likely parameters; all are searched as logarithms, q as that of q - 1. */
    static Fitted<GammaGamma> fit(Spending spending) {
        var customers = Math.max(1, spending.customers());
        var found =
                Bfgs.minimize(
                        Bfgs.differentiated(
                                point -> -at(point).logLikelihood(spending) / customers),
                        new double[] {Math.log(2), Math.log(2), Math.log(spending.mean())},
                        1e-8);
        return new Fitted<>(
                at(found.point()), -found.value() * customers, found.steps(), found.converged());
    }

    private static GammaGamma at(double[] point) {
        return new GammaGamma(Math.exp(point[0]), 1 + Math.exp(point[1]), Math.exp(point[2]));
    }
}
