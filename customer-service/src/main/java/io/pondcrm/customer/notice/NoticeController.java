package io.pondcrm.customer.notice;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.notice.NoticePayloads.Draft;
import io.pondcrm.customer.notice.NoticePayloads.NewNotice;
import io.pondcrm.customer.notice.NoticePayloads.NoticeSummary;
import io.pondcrm.customer.notice.NoticePayloads.NoticeView;
import io.pondcrm.customer.notice.domain.NoticeChange;
import io.pondcrm.customer.notice.domain.PrivacyNotice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/privacy-notices")
@Tag(name = "Privacy notices", description = "What customers are told about the use of their data")
class NoticeController {

    private static final String EXAMPLE = "privacy-2026-03";

    private final MongoNotices notices;
    private final NoticeSettings settings;
    private final Clock clock;

    NoticeController(MongoNotices notices, NoticeSettings settings, Clock clock) {
        this.notices = notices;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "draftPrivacyNotice",
            summary = "Draft a version of a privacy notice",
            description =
                    "In as many languages as you like. Customers' consents name the version they"
                            + " were given under once it is published.")
    @ApiResponse(
            responseCode = "201",
            description = "Drafted",
            content = @Content(schema = @Schema(implementation = NoticeView.class)))
    ResponseEntity<?> draft(@RequestBody @Valid NewNotice body) {
        var errors = new ArrayList<FieldError>();
        var texts = NoticePayloads.read(body.texts(), errors);
        if (!errors.isEmpty()) {
            return WebProblem.VALIDATION.because(errors);
        }
        var notice =
                new PrivacyNotice(
                        body.version(),
                        body.notice(),
                        1,
                        texts,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        null);
        return notices.insert(notice)
                ? shown(
                        ResponseEntity.created(
                                URI.create("/api/v1/privacy-notices/" + notice.version())),
                        notice)
                : NoticeProblem.NOTICE_EXISTS.because();
    }

    @GetMapping
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "listPrivacyNotices",
            summary = "List versions of privacy notices",
            description = "Without their words, which are read one by one.")
    Page<NoticeSummary> list(
            @Parameter(description = "What they are versions of", example = "privacy")
                    @RequestParam(required = false)
                    @Nullable String notice,
            @Parameter(description = "Only those in force now")
                    @RequestParam(defaultValue = "false")
                    boolean inForce,
            PageRequest page) {
        return notices.list(notice, inForce, page);
    }

    @GetMapping("/{version}")
    @RequiresScope("privacy:read")
    @Operation(
            operationId = "getPrivacyNotice",
            summary = "Read a version of a privacy notice",
            description = "With its words and what proves them.")
    ResponseEntity<NoticeView> get(
            @Parameter(example = EXAMPLE) @PathVariable("version") String version) {
        return shown(ResponseEntity.ok(), existing(version));
    }

    @PutMapping("/{version}")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "redraftPrivacyNotice",
            summary = "Change a draft",
            description = "What is published never changes: that is answered 409.")
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = NoticeView.class)))
    ResponseEntity<?> redraft(
            @Parameter(example = EXAMPLE) @PathVariable("version") String version,
            @RequestBody @Valid Draft body,
            IfMatch ifMatch) {
        var errors = new ArrayList<FieldError>();
        var texts = NoticePayloads.read(body.texts(), errors);
        if (!errors.isEmpty()) {
            return WebProblem.VALIDATION.because(errors);
        }
        var seen = existing(version);
        ifMatch.requires(seen.revision());
        return answer(seen.redraft(body.notice(), texts), false);
    }

    @DeleteMapping("/{version}")
    @RequiresScope("privacy:write")
    @Operation(operationId = "discardPrivacyNotice", summary = "Discard a draft")
    @ApiResponse(responseCode = "204", description = "Discarded", content = @Content)
    ResponseEntity<?> discard(
            @Parameter(example = EXAMPLE) @PathVariable("version") String version,
            IfMatch ifMatch) {
        var seen = existing(version);
        ifMatch.requires(seen.revision());
        if (!seen.isDraft()) {
            return NoticeProblem.NOTICE_PUBLISHED.because();
        }
        return notices.remove(seen)
                ? ResponseEntity.noContent().build()
                : WebProblem.CONFLICT.because();
    }

    @PostMapping("/{version}/publication")
    @RequiresScope("privacy:write")
    @Operation(
            operationId = "publishPrivacyNotice",
            summary = "Publish a draft",
            description =
                    "From now on it never changes, and it takes the place of the version of the"
                            + " same notice that was in force. If-Match says which words are meant."
                            + " Published again it stays as it is.")
    @ApiResponse(
            responseCode = "200",
            description = "In force",
            content = @Content(schema = @Schema(implementation = NoticeView.class)))
    ResponseEntity<?> publish(
            @Parameter(example = EXAMPLE) @PathVariable("version") String version,
            IfMatch ifMatch) {
        var seen = existing(version);
        ifMatch.requires(seen.revision());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return answer(seen.publish(settings.languages(), now), true);
    }

    private ResponseEntity<?> answer(NoticeChange change, boolean mayBePublished) {
        return switch (change) {
            case NoticeChange.Changed(var notice) ->
                    notices.replace(notice)
                            ? shown(ResponseEntity.ok(), notice)
                            : WebProblem.CONFLICT.because();
            case NoticeChange.Published(var notice) ->
                    mayBePublished
                            ? shown(ResponseEntity.ok(), notice)
                            : NoticeProblem.NOTICE_PUBLISHED.because();
            case NoticeChange.LanguagesMissing(var languages) ->
                    WebProblem.VALIDATION.because(
                            languages.stream().map(NoticePayloads::missing).toList());
        };
    }

    private ResponseEntity<NoticeView> shown(
            ResponseEntity.BodyBuilder answer, PrivacyNotice notice) {
        return answer.eTag(ETags.of(notice.revision()))
                .body(NoticeView.of(notice, notices.succession()));
    }

    private PrivacyNotice existing(String version) {
        return notices.find(version).orElseThrow(WebProblem.NOT_FOUND::exception);
    }
}
