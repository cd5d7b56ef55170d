package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleSchemes;
import io.pondcrm.segmentation.score.domain.Name;
import io.pondcrm.segmentation.score.domain.Score;
import io.pondcrm.segmentation.score.domain.ScoreType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far a customer came. */
@Component
class LifecycleScoreType implements ScoreType {

    private final LifecycleSchemes schemes;

    LifecycleScoreType(LifecycleSchemes schemes) {
        this.schemes = schemes;
    }

    @Override
    public String code() {
        return "lifecycle";
    }

    @Override
    public Name meaning() {
        return new Name(
                "How far the customer came, 0 to 3: first purchase, repeat purchase, loyalty;"
                        + " 0 to 2 in four stages",
                "客户走到的阶段，0 至 3：初次购买、重复购买、忠诚；四阶段方案为 0 至 2");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        return (model == null ? Optional.of(schemes.main()) : schemes.findAt(model, asOf))
                .flatMap(it -> it.score(facts, asOf));
    }
}
