package io.pondcrm.customer.notice.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a privacy notice: a draft that may change, until it is published and never changes
 * again.
 *
 * @param version its name, by which consents refer to it, for example {@code privacy-2026-03}
 * @param notice what it is a version of, for example {@code privacy}
 * @param revision 1 when drafted, one more with each change
 * @param texts one for each language
 * @param publishedAt null while it is a draft
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR Art. 12–14</a>
 * @see <a href="http://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html">PIPL Art. 17</a>
 */
public record PrivacyNotice(
        String version,
        String notice,
        long revision,
        List<NoticeText> texts,
        Instant createdAt,
        @Nullable Instant publishedAt) {

    public PrivacyNotice {
        texts = List.copyOf(texts);
    }

    public boolean isDraft() {
        return publishedAt == null;
    }

    /** The draft with other words. */
    public NoticeChange redraft(String otherNotice, List<NoticeText> otherTexts) {
        return isDraft()
                ? new NoticeChange.Changed(
                        new PrivacyNotice(
                                version, otherNotice, revision + 1, otherTexts, createdAt, null))
                : new NoticeChange.Published(this);
    }

    /**
     * Puts the words in force.
     *
     * @param languages in which it must be written
     */
    public NoticeChange publish(Collection<String> languages, Instant at) {
        if (!isDraft()) {
            return new NoticeChange.Published(this);
        }
        var missing =
                languages.stream()
                        .filter(it -> texts.stream().noneMatch(text -> text.language().equals(it)))
                        .toList();
        return missing.isEmpty()
                ? new NoticeChange.Changed(
                        new PrivacyNotice(version, notice, revision + 1, texts, createdAt, at))
                : new NoticeChange.LanguagesMissing(missing);
    }
}
