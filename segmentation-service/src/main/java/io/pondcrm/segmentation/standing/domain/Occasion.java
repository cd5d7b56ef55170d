package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why conclusions are drawn anew.
 *
 * @param before what was known of the customer; null if they were not
 * @param reviewAt when to look again, as was promised last; null for never
 * @param news in the order in which it came; what was known already may be among it
 */
public record Occasion(
        @Nullable CustomerFacts before, @Nullable Instant reviewAt, List<? extends Fact> news) {

    public Occasion {
        news = List.copyOf(news);
    }

    /** Somebody is heard of for the first time. */
    public static Occasion first(List<? extends Fact> news) {
        return new Occasion(null, null, news);
    }

    /** Nothing was heard: time has passed, or a definition is another. */
    public static Occasion silence(CustomerFacts facts, @Nullable Instant reviewAt) {
        return new Occasion(facts, reviewAt, List.of());
    }
}
