package io.pondcrm.churn.standing.domain;

import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.score.domain.ChurnScore;
import io.pondcrm.churn.warning.domain.Warning;
import org.jspecify.annotations.Nullable;

/** Every way in which a customer may stand differently than before. */
public sealed interface StandingChange {

    /** Another score; {@code previousBand} is null for the first. */
    record Rescored(ChurnScore score, @Nullable Band previousBand) implements StandingChange {}

    /** Somebody should look after the customer. */
    record WarningRaised(Warning warning) implements StandingChange {}

    /** Nobody need any more. */
    record WarningClosed(Warning warning) implements StandingChange {}
}
