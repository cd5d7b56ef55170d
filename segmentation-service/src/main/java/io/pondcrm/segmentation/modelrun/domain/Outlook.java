package io.pondcrm.segmentation.modelrun.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to learn how likely customers buy within a horizon, by logistic regression: what was
 * known a horizon before {@code asOf}, and who had bought by then.
 *
 * @param seed decides whom it learns from and whom it is tried on
 * @param isLogarithmic whether features count by ln(1 + x), their sign kept
 * @param threshold from which probability a customer is selected; null for the share who bought
 */
public record Outlook(
        Measure measure,
        long seed,
        boolean isLogarithmic,
        Duration horizon,
        @Nullable Double threshold,
        Instant asOf) {

    /**
     * One customer at the moment from which the horizon ran.
     *
     * @param features as they were then
     * @param bought whether there was a sale within the horizon
     * @param gender as the profile says it now; {@code UNKNOWN} where it does not
     * @param ageBand likewise
     * @param region likewise
     */
    public record Example(
            double[] features, boolean bought, String gender, String ageBand, String region) {}

    /** Empty for somebody without a sale before. */
    public Optional<Example> look(CustomerFacts facts) {
        var moment = asOf.minus(horizon);
        return measure.at(facts, moment)
                .map(features -> {
                    var profile = facts.profile();
                    return new Example(
                            features,
                            facts.purchasesAt(asOf, measure.currency(), horizon).stream()
                                    .anyMatch(it -> it.isSale()),
                            known(profile == null ? null : profile.gender()),
                            known(profile == null ? null : profile.ageBand()),
                            known(profile == null ? null : profile.region()));
                });
    }

    private static String known(@Nullable String said) {
        return said == null ? "UNKNOWN" : said;
    }
}
