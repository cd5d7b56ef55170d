package io.pondcrm.segmentation.tier;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The spend or the points that a tier rests on. */
@Component
class TierScoreType implements ScoreType {

    private final TierSchemes schemes;

    TierScoreType(TierSchemes schemes) {
        this.schemes = schemes;
    }

    @Override
    public String code() {
        return "tier";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Net spend in the scheme's window, in its currency; points, in a scheme by points",
                "方案窗口期内的净消费额，以该方案的货币计；积分制方案为得分");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        return schemes.findAt(model == null ? TierSchemes.MAIN : model, asOf)
                .flatMap(rules -> rules.score(facts, asOf));
    }
}
