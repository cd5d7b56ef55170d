package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
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

    /**
     * @param publishedBy absent of what was published before it was kept
     */
    record EditionPart(
            RfmModelDocument model,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt) {

        static EditionPart of(Edition<RfmModel> edition) {
            return new EditionPart(
                    RfmModelDocument.of(edition.definition()),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.publishedBy(),
                    edition.retiredAt());
        }

        Edition<RfmModel> toDomain() {
            return new Edition<>(
                    model.toDomain(), createdAt, simulatedAt, publishedAt, publishedBy, retiredAt);
        }
    }

    static RfmModelHistoryDocument of(Editions<RfmModel> model) {
        return new RfmModelHistoryDocument(model.id(), model.revision(), parts(model));
    }

    static List<EditionPart> parts(Editions<RfmModel> model) {
        return model.all().stream().map(EditionPart::of).toList();
    }
}
