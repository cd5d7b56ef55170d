package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
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

    private final LifecycleScheme scheme;

    LifecycleScoreType(LifecycleScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public String code() {
        return "lifecycle";
    }

    @Override
    public Name meaning() {
        return new Name(
                "How far the customer came, 0 to 3: first purchase, repeat purchase, loyalty",
                "客户走到的阶段，0 至 3：初次购买、重复购买、忠诚");
    }

    @Override
    public Optional<Score> find(CustomerFacts facts, @Nullable String model, Instant asOf) {
        return model == null || model.equals(scheme.id())
                ? scheme.score(facts, asOf)
                : Optional.empty();
    }
}
