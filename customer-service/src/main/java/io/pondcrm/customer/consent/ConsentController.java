package io.pondcrm.customer.consent;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.consent.ConsentPayloads.ConsentView;
import io.pondcrm.customer.consent.ConsentPayloads.ConsentsView;
import io.pondcrm.customer.consent.ConsentPayloads.StatementBody;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentChange;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.notice.domain.PublishedNotices;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/customers/{id}/consents")
@Tag(
        name = "Consents",
        description = "What customers allow, purpose by purpose and channel by channel")
class ConsentController {

    private static final Duration CLOCK_LEEWAY = Duration.ofMinutes(5);

    private final StateConsent stateConsent;
    private final ConsentLedgers ledgers;
    private final Customers customers;
    private final PublishedNotices notices;
    private final GuardianRule guardianRule;
    private final Clock clock;

    ConsentController(
            StateConsent stateConsent,
            ConsentLedgers ledgers,
            Customers customers,
            PublishedNotices notices,
            GuardianRule guardianRule,
            Clock clock) {
        this.stateConsent = stateConsent;
        this.ledgers = ledgers;
        this.customers = customers;
        this.notices = notices;
        this.guardianRule = guardianRule;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("consents:write")
    @Operation(
            operationId = "recordConsent",
            summary = "Grant or withdraw consent",
            description =
                    """
                    Needs proof to grant: the wording, which is a version of a privacy notice, and \
                    where the evidence lies. Withdrawing \
                    needs nothing, and counts also where nothing was granted. Saying the same \
                    again is answered with 200 and keeps the first time. A statement may arrive \
                    late: it takes its place in history, and decides only if nothing later was \
                    said.\
                    """)
    @ApiResponse(
            responseCode = "201",
            description = "Taken down",
            content = @Content(schema = @Schema(implementation = ConsentView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Said before: the statement that stands",
            content = @Content(schema = @Schema(implementation = ConsentView.class)))
    ResponseEntity<?> state(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @RequestBody @Valid StatementBody body,
            Caller caller) {
        var customer = visible(id, caller);
        var errors = flawsOf(body);
        requireGuardian(customer, body, errors);
        if (!errors.isEmpty()) {
            return WebProblem.VALIDATION.because(errors);
        }
        return switch (stateConsent.handle(customer, body, sourceOf(caller))) {
            case ConsentChange.Accepted(_, var said) -> created(customer, said);
            case ConsentChange.Outdated(_, var said) -> created(customer, said);
            case ConsentChange.Repeated(_, var standing) ->
                    ResponseEntity.ok(ConsentView.told(standing, caller, sourceOf(caller)));
            case ConsentChange.AlreadyThere(var said) ->
                    ResponseEntity.ok(ConsentView.told(said, caller, sourceOf(caller)));
        };
    }

    @GetMapping
    @RequiresScope("consents:read")
    @Operation(
            operationId = "getConsents",
            summary = "Read what a customer allows",
            description = "Now, or as it stood at a moment in the past.")
    ConsentsView get(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            @Parameter(description = "The moment to speak of; now if left out")
                    @RequestParam(required = false)
                    @Nullable Instant asOf,
            Caller caller) {
        var customer = visible(id, caller);
        var moment = asOf == null ? clock.instant() : asOf;
        return new ConsentsView(
                customer.value(),
                moment,
                ledgers.get(customer).standing(moment).stream().map(ConsentView::of).toList());
    }

    @GetMapping("/history")
    @RequiresScope("consents:read")
    @Operation(
            operationId = "listConsentHistory",
            summary = "Read everything a customer ever said about consent",
            description = "In the order in which it was said, with its evidence.")
    Page<ConsentView> history(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @PathVariable("id") String id,
            Caller caller) {
        return Page.whole(
                ledgers.get(visible(id, caller)).statements().stream()
                        .map(ConsentView::of)
                        .toList());
    }

    private static ResponseEntity<?> created(CustomerId customer, ConsentStatement said) {
        return ResponseEntity.created(URI.create("/api/v1/customers/" + customer + "/consents"))
                .body(ConsentView.of(said));
    }

    private CustomerId visible(String id, Caller caller) {
        return CustomerId.find(id)
                .filter(it -> customers.exists(it, caller.boundSystem()))
                .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private List<FieldError> flawsOf(StatementBody body) {
        var errors = new ArrayList<FieldError>();
        if (body.at() != null && body.at().isAfter(clock.instant().plus(CLOCK_LEEWAY))) {
            errors.add(
                    new FieldError(
                            "/at",
                            "in-future",
                            new Text("Later than now: check the zone", "晚于当前时间：请检查时区")));
        }
        if (!body.purpose().isOverChannels() && body.channel() != Channel.ANY) {
            errors.add(
                    new FieldError(
                            "/channel",
                            "channel-any",
                            new Text(
                                    "This purpose has no channels: write ANY",
                                    "该用途不区分渠道：请填写 ANY")));
        }
        if (body.decision() == ConsentStatement.Decision.GRANTED) {
            requireProof("/textVersion", body.textVersion(), errors);
            requireProof("/evidence", body.evidence(), errors);
            requireNotice(body, errors);
        }
        return errors;
    }

    /** Nobody can have agreed to words before they were published. */
    private void requireNotice(StatementBody body, List<FieldError> errors) {
        var version = body.textVersion();
        if (!notices.areRequired() || version == null || version.isBlank()) {
            return;
        }
        var publishedAt = notices.publishedAt(List.of(version)).get(version);
        if (publishedAt == null) {
            errors.add(
                    new FieldError(
                            "/textVersion",
                            "notice-unknown",
                            new Text(
                                    "Name a published version of a privacy notice",
                                    "请填写已发布的隐私声明版本")));
        } else if (body.at() != null && body.at().isBefore(publishedAt)) {
            errors.add(
                    new FieldError(
                            "/textVersion",
                            "notice-published-later",
                            new Text(
                                    "This version was published after the customer said so",
                                    "该版本在客户作出授权之后才发布")));
        }
    }

    /** PIPL Art. 31, GDPR Art. 8: a child can't consent alone. */
    private void requireGuardian(CustomerId id, StatementBody body, List<FieldError> errors) {
        if (body.decision() != ConsentStatement.Decision.GRANTED
                || Boolean.TRUE.equals(body.byGuardian())) {
            return;
        }
        var said = body.at() == null ? clock.instant() : body.at();
        customers
                .find(id)
                .filter(it -> guardianRule.needsGuardian(it.profile(), said))
                .ifPresent(_ ->
                        errors.add(
                                new FieldError(
                                        "/byGuardian",
                                        "guardian-required",
                                        new Text(
                                                "For a child a parent or guardian has to consent:"
                                                        + " say so, and where the proof lies",
                                                "未成年人须由父母或监护人同意：请注明并提供证据所在"))));
    }

    private static void requireProof(
            String pointer, @Nullable String text, List<FieldError> errors) {
        if (text == null || text.isBlank()) {
            errors.add(
                    new FieldError(
                            pointer,
                            "proof-required",
                            new Text(
                                    "A grant must be provable: say which wording was agreed to and"
                                            + " where the evidence lies",
                                    "授权必须可证明：请说明所同意的文本版本以及证据所在")));
        }
    }

    private static String sourceOf(Caller caller) {
        return caller.system()
                .map(system -> "partner:" + system)
                .orElse("client:" + caller.clientId());
    }
}
