package io.pondcrm.segmentation.association;

import io.pondcrm.segmentation.association.domain.Associations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a search lies in MongoDB.
 *
 * @param result null until it is finished
 */
@Document("associations")
@TypeAlias("associations")
record AssociationsDocument(
        @Id String id,
        String name,
        @Nullable String window,
        String minSupport,
        String minConfidence,
        int maxItems,
        Instant asOf,
        String state,
        @Nullable Result result) {

    static final String RUNNING = "RUNNING";
    static final String FINISHED = "FINISHED";
    static final String FAILED = "FAILED";

    record Result(
            long customers,
            long baskets,
            int categories,
            int itemsets,
            int rules,
            String dataHash) {}

    static AssociationsDocument begun(Associations asked) {
        var window = asked.window();
        return new AssociationsDocument(
                asked.id(),
                asked.name(),
                window == null ? null : window.toString(),
                asked.minSupport().toPlainString(),
                asked.minConfidence().toPlainString(),
                asked.maxItems(),
                asked.asOf(),
                RUNNING,
                null);
    }

    Associations toDomain() {
        return new Associations(
                id,
                name,
                window == null ? null : Duration.parse(window),
                new BigDecimal(minSupport),
                new BigDecimal(minConfidence),
                maxItems,
                asOf);
    }

    boolean isFinished() {
        return state.equals(FINISHED);
    }
}
