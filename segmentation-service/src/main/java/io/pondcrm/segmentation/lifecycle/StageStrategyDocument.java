package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.StageStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a stage's strategy lies in MongoDB. */
@Document("stageStrategies")
@TypeAlias("stageStrategy")
@CompoundIndex(name = "scheme", def = "{'scheme': 1, '_id': 1}")
record StageStrategyDocument(
        @Id String id,
        long version,
        String scheme,
        String stage,
        String playbook,
        @Nullable String aim,
        Instant updatedAt) {

    static String id(String scheme, String stage) {
        return scheme + "/" + stage;
    }

    StageStrategy toDomain() {
        return new StageStrategy(scheme, stage, playbook, version);
    }
}
