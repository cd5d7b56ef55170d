package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** RFM as one figure. */
@Component
class RfmScoreType implements ScoreType {

    private final MongoRfm rfm;

    RfmScoreType(MongoRfm rfm) {
        this.rfm = rfm;
    }

    @Override
    public String code() {
        return "rfm";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Weighted sum of the scores of recency, frequency and money",
                "最近一次购买、购买频率与金额三项得分的加权和");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        return rfm.findDeciding(model == null ? RfmModel.MAIN : model, asOf)
                .flatMap(run -> run.score(facts, asOf));
    }
}
