package io.pondcrm.engagement.playbook.domain;

import io.pondcrm.kernel.Proportion;
import java.util.Optional;

/**
 * What a playbook did to those who entered one stage: how many of the treated bought again in time,
 * beside those who were held out. Only enrolments whose window is over are in the two shares: were
 * those that converted early counted while the others are still awaited, both shares would be too
 * high. What is open stands beside, for now.
 *
 * @param treated those who bought, of the treated whose window is over
 * @param holdout those who bought, of the held out whose window is over
 * @param openTreated those who bought so far, of the treated whose window is not over
 * @param openHoldout those who bought so far, of the held out whose window is not over
 */
public record Uplift(
        String scheme,
        String stage,
        Proportion treated,
        Proportion holdout,
        Proportion openTreated,
        Proportion openHoldout) {

    /** How much larger the share of the treated is; empty while one of the groups has nobody. */
    public Optional<Proportion.Difference> difference() {
        return treated.of() == 0 || holdout.of() == 0
                ? Optional.empty()
                : Optional.of(treated.minus(holdout));
    }
}
