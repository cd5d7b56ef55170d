package io.pondcrm.segmentation.preset;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How important an account is: the points of the preset for accounts, once that is set up. */
@Component
class ImportanceScoreType implements ScoreType {

    private final TierSchemes schemes;

    ImportanceScoreType(TierSchemes schemes) {
        this.schemes = schemes;
    }

    @Override
    public String code() {
        return "importance";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Points for purchasing power, history of cooperation and future potential",
                "购买力、合作历史与未来潜力的得分");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        var scheme = Preset.B2B_ACCOUNTS.code();
        return model == null || model.equals(scheme)
                ? schemes.findAt(scheme, asOf).flatMap(rules -> rules.score(facts, asOf))
                : Optional.empty();
    }
}
