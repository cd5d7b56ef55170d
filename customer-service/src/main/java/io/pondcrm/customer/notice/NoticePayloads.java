package io.pondcrm.customer.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.notice.domain.NoticeText;
import io.pondcrm.customer.notice.domain.PrivacyNotice;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Privacy notices as callers send and see them. */
final class NoticePayloads {

    static final String NAME = "[a-z0-9](?:[a-z0-9.-]{0,58}[a-z0-9])?";

    private NoticePayloads() {}

    /** How far a version is. */
    enum State {
        /** May change; customers have not seen it. */
        DRAFT,
        /** In force. */
        PUBLISHED,
        /** A later version took its place; consents that were given under it stay provable. */
        SUPERSEDED
    }

    @Schema(name = "NewPrivacyNoticeText")
    record TextBody(
            @Schema(description = "A BCP 47 tag", example = "zh-CN") @NotBlank @Size(max = 35)
                    String language,
            @Schema(example = "Privacy notice") @NotBlank @Size(max = 300) String title,
            @Schema(example = "We use your data to answer your questions.")
                    @NotBlank
                    @Size(max = 100_000)
                    String body) {}

    @Schema(name = "NewPrivacyNotice")
    record NewNotice(
            @Schema(
                            description = "Its name, by which consents refer to it (textVersion)",
                            example = "privacy-2026-03")
                    @NotNull
                    @Pattern(regexp = NAME)
                    String version,
            @Schema(description = "What it is a version of", example = "privacy")
                    @NotNull
                    @Pattern(regexp = NAME)
                    String notice,
            @NotEmpty @Size(max = 20) List<@Valid @NotNull TextBody> texts) {}

    @Schema(name = "PrivacyNoticeDraft")
    record Draft(
            @Schema(description = "What it is a version of", example = "privacy")
                    @NotNull
                    @Pattern(regexp = NAME)
                    String notice,
            @NotEmpty @Size(max = 20) List<@Valid @NotNull TextBody> texts) {}

    /** In canonical form; notes what is no language, and what comes twice. */
    static List<NoticeText> read(List<TextBody> texts, List<FieldError> errors) {
        var read = new ArrayList<NoticeText>();
        var languages = new HashSet<String>();
        for (var at = 0; at < texts.size(); at++) {
            var text = texts.get(at);
            var pointer = "/texts/%d/language".formatted(at);
            var language = canonical(text.language());
            if (language.isEmpty()) {
                errors.add(
                        new FieldError(
                                pointer,
                                "language-unknown",
                                new Text(
                                        "Use a BCP 47 tag, e.g. zh-CN",
                                        "请使用 BCP 47 语言标签，例如 zh-CN")));
            } else if (!languages.add(language.get())) {
                errors.add(
                        new FieldError(
                                pointer,
                                "language-repeated",
                                new Text("One text for each language is enough", "每种语言只能有一份文本")));
            } else {
                read.add(new NoticeText(language.get(), text.title(), text.body()));
            }
        }
        return read;
    }

    private static Optional<String> canonical(String tag) {
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty()
                    ? Optional.empty()
                    : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    static FieldError missing(String language) {
        return new FieldError(
                "/texts",
                "language-missing",
                new Text("Write it in {0}, too, to publish it", "发布前还须提供 {0} 文本"),
                List.of(language));
    }

    @DataClass(DataClass.Level.PUBLIC)
    @Schema(name = "PrivacyNoticeText")
    record TextView(
            @Schema(example = "en") String language,
            String title,
            String body,
            @Schema(
                            description =
                                    "SHA-256 over the UTF-8 of language, title and body, each"
                                            + " followed by a line feed")
                    String sha256) {}

    @DataClass(DataClass.Level.PUBLIC)
    @Schema(name = "PrivacyNoticeHash")
    record HashView(@Schema(example = "en") String language, String title, String sha256) {}

    @DataClass(DataClass.Level.PUBLIC)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PrivacyNoticeSummary", description = "A version without its words")
    record NoticeSummary(
            @Schema(example = "privacy-2026-03") String version,
            @Schema(example = "privacy") String notice,
            State state,
            List<HashView> texts,
            Instant createdAt,
            @Nullable Instant publishedAt,
            @Schema(description = "The version that took its place") @Nullable String supersededBy,
            @Nullable Instant supersededAt) {

        static NoticeSummary of(PrivacyNotice notice, Succession succession) {
            var successor = succession.successorOf(notice.version());
            return new NoticeSummary(
                    notice.version(),
                    notice.notice(),
                    stateOf(notice, successor),
                    notice.texts().stream()
                            .map(it -> new HashView(it.language(), it.title(), it.hash()))
                            .toList(),
                    notice.createdAt(),
                    notice.publishedAt(),
                    successor.map(Succession.Published::version).orElse(null),
                    successor.map(Succession.Published::at).orElse(null));
        }
    }

    @DataClass(DataClass.Level.PUBLIC)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PrivacyNotice")
    record NoticeView(
            @Schema(example = "privacy-2026-03") String version,
            @Schema(example = "privacy") String notice,
            State state,
            List<TextView> texts,
            Instant createdAt,
            @Nullable Instant publishedAt,
            @Schema(description = "The version that took its place") @Nullable String supersededBy,
            @Nullable Instant supersededAt) {

        static NoticeView of(PrivacyNotice notice, Succession succession) {
            var successor = succession.successorOf(notice.version());
            return new NoticeView(
                    notice.version(),
                    notice.notice(),
                    stateOf(notice, successor),
                    notice.texts().stream()
                            .map(it ->
                                    new TextView(it.language(), it.title(), it.body(), it.hash()))
                            .toList(),
                    notice.createdAt(),
                    notice.publishedAt(),
                    successor.map(Succession.Published::version).orElse(null),
                    successor.map(Succession.Published::at).orElse(null));
        }
    }

    private static State stateOf(PrivacyNotice notice, Optional<Succession.Published> successor) {
        if (notice.isDraft()) {
            return State.DRAFT;
        }
        return successor.isEmpty() ? State.PUBLISHED : State.SUPERSEDED;
    }
}
