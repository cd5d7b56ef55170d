package io.pondcrm.segmentation.clv;

import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a model lies in MongoDB: all its versions in one document, so that they change as one.
 *
 * @param revision null of models from before there were versions; they lie there as a plain {@link
 *     ClvModelDocument}
 * @param editions likewise
 */
@Document(ClvModelHistoryDocument.COLLECTION)
@TypeAlias("clvModelHistory")
@CompoundIndex(name = "used", def = "{'editions.publishedAt': 1}")
record ClvModelHistoryDocument(
        @Id String id, @Nullable Long revision, @Nullable List<EditionPart> editions) {

    static final String COLLECTION = "clvModels";

    record EditionPart(
            ClvModelDocument model,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt) {

        static EditionPart of(Edition<ClvModel> edition) {
            return new EditionPart(
                    ClvModelDocument.of(edition.definition()),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.publishedBy(),
                    edition.retiredAt());
        }

        Edition<ClvModel> toDomain() {
            return new Edition<>(
                    model.toDomain(), createdAt, simulatedAt, publishedAt, publishedBy, retiredAt);
        }
    }

    static ClvModelHistoryDocument of(Editions<ClvModel> model) {
        return new ClvModelHistoryDocument(model.id(), model.revision(), parts(model));
    }

    static List<EditionPart> parts(Editions<ClvModel> model) {
        return model.all().stream().map(EditionPart::of).toList();
    }
}
