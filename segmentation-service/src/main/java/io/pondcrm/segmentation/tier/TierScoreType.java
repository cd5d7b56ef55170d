package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import io.pondcrm.segmentation.tier.domain.TierScheme;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The spend that a tier rests on. */
@Component
class TierScoreType implements ScoreType {

    private final TierScheme scheme;

    TierScoreType(TierScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public String code() {
        return "tier";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Net spend in the scheme's window, in its currency", "方案窗口期内的净消费额，以该方案的货币计");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        return model == null || model.equals(scheme.id())
                ? scheme.score(facts, asOf)
                : Optional.empty();
    }
}
