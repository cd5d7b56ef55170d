package io.pondcrm.segmentation.abc;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The net sales, or the profit, that an ABC class rests on. */
@Component
class AbcScoreType implements ScoreType {

    private final MongoAbc abc;

    AbcScoreType(MongoAbc abc) {
        this.abc = abc;
    }

    @Override
    public String code() {
        return "abc";
    }

    @Override
    public Name meaning() {
        return new Name(
                "Net sales, or profit, in the classification's window, in its currency",
                "分类窗口期内的净销售额或利润，以该分类的货币计");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        var classification =
                model == null
                        ? abc.findLatest(asOf)
                        : abc.find(model)
                                .filter(AbcDocument::finished)
                                .filter(it -> !it.asOf().isAfter(asOf));
        return classification
                .flatMap(it -> abc.findMember(it.id(), facts.customer().value()))
                .map(member -> member.score(asOf));
    }
}
