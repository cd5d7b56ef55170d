package io.pondcrm.customer.notice;

import io.pondcrm.customer.notice.domain.NoticeText;
import io.pondcrm.customer.notice.domain.PrivacyNotice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a version of a notice lies in MongoDB.
 *
 * @param id its name
 */
@Document("privacyNotices")
@TypeAlias("privacy-notice")
@CompoundIndex(def = "{'notice': 1, '_id': 1}")
record NoticeDocument(
        @Id String id,
        String notice,
        long version,
        List<Words> texts,
        Instant createdAt,
        @Nullable Instant publishedAt) {

    /**
     * @param sha256 as it was when the words were stored
     */
    record Words(String language, String title, String body, String sha256) {}

    static NoticeDocument of(PrivacyNotice notice) {
        return new NoticeDocument(
                notice.version(),
                notice.notice(),
                notice.revision(),
                notice.texts().stream()
                        .map(it -> new Words(it.language(), it.title(), it.body(), it.hash()))
                        .toList(),
                notice.createdAt(),
                notice.publishedAt());
    }

    PrivacyNotice toDomain() {
        return new PrivacyNotice(
                id,
                notice,
                version,
                texts.stream()
                        .map(it -> new NoticeText(it.language(), it.title(), it.body()))
                        .toList(),
                createdAt,
                publishedAt);
    }
}
