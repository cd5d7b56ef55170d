package io.pondcrm.segmentation.standing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What distributions count of somebody who was erased or anonymized: nobody's, and looked at by
 * nothing else. It stays as it was on the last day.
 *
 * @param id random
 */
@Document(LeftStandingDocument.COLLECTION)
@TypeAlias("left-standing")
@CompoundIndex(name = "tier", def = "{'tier.tier': 1}")
@CompoundIndex(name = "schemeTier", def = "{'schemeTiers': 1}")
@CompoundIndex(name = "lifecycle", def = "{'lifecycle.stage': 1}")
@CompoundIndex(name = "schemeStage", def = "{'schemeStages': 1}")
record LeftStandingDocument(
        @Id String id,
        @Nullable Tier tier,
        @Nullable List<String> schemeTiers,
        @Nullable Stage lifecycle,
        @Nullable List<String> schemeStages) {

    static final String COLLECTION = "left_standings";

    record Tier(String tier) {}

    record Stage(String stage) {}
}
