package io.pondcrm.segmentation.score.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One type of score, told by the feature that knows it. */
public interface ScoreType {

    /** Stable, for example {@code rfm}. */
    String code();

    /** What the score tells, and in which unit. */
    Name meaning();

    /**
     * What a customer scores by what had happened at a moment.
     *
     * @param model the model, classification or scheme; null for the type's main one
     * @return empty without such a model, or where it has nothing to say of this customer then
     */
    Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf);
}
