package io.pondcrm.segmentation.modelrun.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a fit of a model of lifetime value found, as the registry keeps it.
 *
 * @param model the id of what was fitted
 * @param modelVersion which version of it
 * @param name by which it is one of several
 * @param asOf the last moment whose purchases it looked at
 * @param family of the model of repeat purchases
 * @param parameters of that model under the names of the literature, and of spend: {@code spendP},
 *     {@code spendQ}, {@code spendGamma}
 * @param logLikelihood of everybody's repeat purchases
 * @param spendLogLikelihood of what they spend
 * @param dataHash equal histories and spending, equal hash
 */
public record LifetimeValueFit(
        String model,
        int modelVersion,
        String name,
        Instant asOf,
        String family,
        Map<String, Double> parameters,
        double logLikelihood,
        double spendLogLikelihood,
        long customers,
        long repeatCustomers,
        String dataHash) {

    public LifetimeValueFit {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
