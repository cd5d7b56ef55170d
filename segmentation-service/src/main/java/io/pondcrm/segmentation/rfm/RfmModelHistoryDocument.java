package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.rfm.domain.RfmModelHistory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a model lies in MongoDB: all its versions in one document, so that they change as one.
 *
 * @param revision null of models from before there were versions; they lie there as a plain {@link
 *     RfmModelDocument}
 * @param editions likewise
 */
@Document(RfmModelHistoryDocument.COLLECTION)
@TypeAlias("rfmModelHistory")
record RfmModelHistoryDocument(
        @Id String id, @Nullable Long revision, @Nullable List<EditionPart> editions) {

    static final String COLLECTION = "rfmModels";

    record EditionPart(
            RfmModelDocument model,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant retiredAt) {}

    static RfmModelHistoryDocument of(RfmModelHistory model) {
        return new RfmModelHistoryDocument(
                model.id(),
                model.revision(),
                model.editions().stream()
                        .map(it ->
                                new EditionPart(
                                        RfmModelDocument.of(it.model()),
                                        it.createdAt(),
                                        it.simulatedAt(),
                                        it.publishedAt(),
                                        it.retiredAt()))
                        .toList());
    }
}
