package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.outbox.Outboxed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a tier scheme lies in MongoDB: all its versions in one document, so that they change as one.
 *
 * @param version of the document, whichever version of the scheme changes
 */
@Document("tierSchemes")
@TypeAlias("tierScheme")
record TierSchemeDocument(@Id String id, long version, List<EditionPart> editions)
        implements Outboxed {

    /**
     * @param rules as JSON, as a caller would send them
     */
    record EditionPart(
            int version,
            String rules,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt) {}
}
