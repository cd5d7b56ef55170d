package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a scheme lies in MongoDB: all its versions in one document, so that they change as one.
 *
 * @param revision null of a scheme in four stages from before there were versions, as {@code
 *     editions}; the others hold what it was set up with, and are null since then
 */
@Document("lifecycleSchemes")
@TypeAlias("lifecycleScheme")
record LifecycleSchemeDocument(
        @Id String id,
        @Nullable Long revision,
        @Nullable List<EditionPart> editions,
        @Nullable String newFor,
        @Nullable String lostAfter,
        @Nullable Instant publishedAt) {

    record EditionPart(
            StageRulesDocument rules,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt) {

        static EditionPart of(Edition<LifecycleScheme> edition) {
            return new EditionPart(
                    StageRulesDocument.of(edition.definition()),
                    edition.createdAt(),
                    edition.simulatedAt(),
                    edition.publishedAt(),
                    edition.publishedBy(),
                    edition.retiredAt());
        }

        Edition<LifecycleScheme> toDomain(String id) {
            return new Edition<>(
                    rules.toDomain(id),
                    createdAt,
                    simulatedAt,
                    publishedAt,
                    publishedBy,
                    retiredAt);
        }
    }

    static LifecycleSchemeDocument of(Editions<LifecycleScheme> scheme) {
        return new LifecycleSchemeDocument(
                scheme.id(), scheme.revision(), parts(scheme), null, null, null);
    }

    static List<EditionPart> parts(Editions<LifecycleScheme> scheme) {
        return scheme.all().stream().map(EditionPart::of).toList();
    }

    Editions<LifecycleScheme> toDomain() {
        if (revision == null || editions == null) {
            var first =
                    LifecycleScheme.lifecycle4(
                            Duration.parse(Objects.requireNonNull(newFor)),
                            Duration.parse(Objects.requireNonNull(lostAfter)));
            return new Editions<>(
                    id,
                    0,
                    Editions.published(first, Objects.requireNonNull(publishedAt), null).all());
        }
        return new Editions<>(id, revision, editions.stream().map(it -> it.toDomain(id)).toList());
    }
}
