package io.pondcrm.segmentation.rfm;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Which run a model's customers are scored by now.
 *
 * @param id the model's
 */
@Document("rfmLatest")
@TypeAlias("rfmLatest")
record RfmLatestDocument(@Id String id, String run, Instant asOf, int number) {

    boolean isOlderThan(RfmLatestDocument other) {
        return asOf.isBefore(other.asOf) || asOf.equals(other.asOf) && number < other.number;
    }
}
