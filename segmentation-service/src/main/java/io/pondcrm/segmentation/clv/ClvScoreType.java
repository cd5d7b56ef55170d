package io.pondcrm.segmentation.clv;

import io.pondcrm.segmentation.clv.domain.ClvModels;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a customer is worth as one figure; without a model's name by the one in use then. */
@Component
class ClvScoreType implements ScoreType {

    private final ClvModels models;

    ClvScoreType(ClvModels models) {
        this.models = models;
    }

    @Override
    public String code() {
        return "clv";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Lifetime value within the model's horizon as money of today, in the model's"
                        + " currency",
                "该模型期限内的客户生命周期价值（现值），以该模型的货币计");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        var deciding = model == null ? models.findInUse(asOf) : models.findNamed(model, asOf);
        return deciding.flatMap(it -> it.score(facts, asOf));
    }
}
