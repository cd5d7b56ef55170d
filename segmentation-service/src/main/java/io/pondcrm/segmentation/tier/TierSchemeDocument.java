package io.pondcrm.segmentation.tier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a tier scheme lies in MongoDB: all its versions in one document, so that they change as one.
 */
@Document("tierSchemes")
@TypeAlias("tierScheme")
record TierSchemeDocument(@Id String id, long revision, List<EditionPart> editions) {

    /**
     * @param rules as JSON, as a caller would send them
     */
    record EditionPart(
            int version,
            String rules,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant retiredAt) {}
}
