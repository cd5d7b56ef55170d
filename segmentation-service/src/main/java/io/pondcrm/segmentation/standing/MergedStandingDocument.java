package io.pondcrm.segmentation.standing;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a customer who was merged into another.
 *
 * @param id the merged customer's id
 * @param standing their facts, and nothing that was concluded
 */
@Document("merged_standings")
@TypeAlias("merged-standing")
record MergedStandingDocument(
        @Id String id,
        long version,
        String mergeId,
        String survivorId,
        StandingDocument standing) {}
