package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import java.time.Duration;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a scheme in four stages lies in MongoDB, with the limits it was set up with.
 *
 * @param newFor ISO 8601, as the next
 */
@Document("lifecycleSchemes")
@TypeAlias("lifecycleScheme")
record LifecycleSchemeDocument(
        @Id String id, int version, String newFor, String lostAfter, Instant publishedAt) {

    LifecycleScheme toDomain() {
        return LifecycleScheme.lifecycle4(Duration.parse(newFor), Duration.parse(lostAfter));
    }
}
