package io.pondcrm.segmentation.insight;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.insight.domain.NeedProfile;
import io.pondcrm.segmentation.insight.domain.NeedProfile.Need;
import io.pondcrm.segmentation.score.domain.Days;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A score for each need. Their models are windows, a year if nobody names one. */
@Configuration(proxyBeanMethods = false)
class NeedScoreTypes {

    private final String currency;

    NeedScoreTypes(@Value("${pond.segmentation.currency:CNY}") String currency) {
        this.currency = currency;
    }

    @Bean
    ScoreType priceNeed() {
        return type(
                Need.PRICE,
                new Name(
                        "How surely the customer looks for a low price, 0 to 1",
                        "客户看重低价的把握程度，0 至 1"));
    }

    @Bean
    ScoreType qualityNeed() {
        return type(
                Need.QUALITY,
                new Name("How surely the customer looks for quality, 0 to 1", "客户看重品质的把握程度，0 至 1"));
    }

    private ScoreType type(Need need, Name meaning) {
        return new ScoreType() {
            @Override
            public String code() {
                return need.scoreType();
            }

            @Override
            public Name meaning() {
                return meaning;
            }

            @Override
            public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
                return window(model)
                        .map(it ->
                                NeedProfile.of(facts, currency, asOf, it)
                                        .score(need, it.toString(), asOf))
                        .filter(it -> it.inputs().lines().size() > 1);
            }
        };
    }

    private static Optional<Days> window(@Nullable String model) {
        try {
            return Optional.of(Days.valueOf(model == null ? InsightController.YEAR : model));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
