package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.http.ETags;
import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.chassis.http.NewId;
import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.paging.SortedBy;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseChange;
import io.pondcrm.feedback.cases.domain.CaseState;
import io.pondcrm.feedback.cases.domain.Cases;
import io.pondcrm.feedback.cases.domain.Comment;
import io.pondcrm.feedback.cases.domain.Deed;
import io.pondcrm.feedback.cases.domain.NewCase;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.words.domain.PlainWords;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "Cases", description = "Complaints, inquiries and suggestions")
class CaseController {

    private static final Duration LONGEST_AGO = Duration.ofDays(30);
    private static final String EXAMPLE = "cas_01h455vb4pex5vsknk084sn02q";

    private final OpenCase openCase;
    private final Cases cases;
    private final CaseQueries queries;
    private final Clock clock;

    CaseController(OpenCase openCase, Cases cases, CaseQueries queries, Clock clock) {
        this.openCase = openCase;
        this.cases = cases;
        this.queries = queries;
        this.clock = clock;
    }

    @PostMapping
    @RequiresScope("cases:write")
    @Operation(
            operationId = "openCase",
            summary = "Opens a case",
            description =
                    """
                    The service-level policy that applies now sets its clocks. If the customer has \
                    an unresolved case of the same type and category, that one is linked as \
                    possible-duplicate-of. Whether the customer exists is not asked: it may have \
                    been created this very moment.\
                    """)
    @ApiResponse(responseCode = "201", description = "Opened", useReturnTypeSchema = true)
    ResponseEntity<CasePayloads.CaseView> open(
            @Valid @RequestBody CasePayloads.NewCaseBody body, NewId newId, Caller caller) {
        var now = clock.instant();
        var customer =
                CustomerId.find(body.customerId())
                        .orElseThrow(CaseProblem.CASE_CUSTOMER_INVALID::exception);
        var receivedAt = body.receivedAt() == null ? now : body.receivedAt();
        if (receivedAt.isAfter(now) || receivedAt.isBefore(now.minus(LONGEST_AGO))) {
            throw CaseProblem.CASE_RECEIVED_AT_INVALID.exception();
        }
        var priority = body.priority();
        var opened =
                openCase.handle(
                        new NewCase(
                                TypeId.of("cas", newId.uuid()),
                                customer,
                                body.type(),
                                priority == null ? Priority.P3 : priority,
                                body.channel(),
                                PlainWords.of(body.subject()),
                                CasePayloads.plain(body.description()),
                                body.category(),
                                body.assignee(),
                                receivedAt,
                                caller.system().orElse(null),
                                body.domainLinks()),
                        caller.clientId(),
                        now);
        return ResponseEntity.created(URI.create("/api/v1/cases/" + opened.id()))
                .eTag(ETags.of(opened.version()))
                .body(queries.view(opened));
    }

    @GetMapping
    @RequiresScope("cases:read")
    @Operation(
            operationId = "listCases",
            summary = "The cases, newest first",
            description =
                    """
                    A partner's client sees those that it opened. customerId finds those of \
                    everybody who was merged into this customer, too.\
                    """)
    Page<CasePayloads.CaseView> list(
            @Parameter(example = "cus_01h455vb4pex5vsknk084sn02q") @RequestParam(required = false)
                    @Nullable String customerId,
            @RequestParam(required = false) @Nullable CaseType type,
            @RequestParam(required = false) @Nullable CaseState state,
            @Parameter(description = "Whether a resolution is still to be found")
                    @RequestParam(required = false)
                    @Nullable Boolean unresolved,
            @RequestParam(required = false) @Nullable Priority priority,
            @Parameter(example = "agent-17") @RequestParam(required = false)
                    @Nullable String assignee,
            @Parameter(example = "C-20261107-5K2QX7MA") @RequestParam(required = false)
                    @Nullable String number,
            @SortedBy("-openedAt") PageRequest page,
            Caller caller) {
        return queries.list(
                new CaseQueries.Wanted(
                        customerId, type, state, unresolved, priority, assignee, number),
                caller,
                page);
    }

    @GetMapping("/{id}")
    @RequiresScope("cases:read")
    @Operation(operationId = "getCase", summary = "A case")
    ResponseEntity<CasePayloads.CaseView> get(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id, Caller caller) {
        return answer(queries.get(id, caller));
    }

    @PatchMapping("/{id}")
    @RequiresScope("cases:write")
    @Operation(
            operationId = "correctCase",
            summary = "Corrects a case",
            description =
                    """
                    Merge patch of subject, category, priority and assignee. With another priority \
                    the policy is chosen anew: clocks that still run get its targets, as if these \
                    had been promised from the start. Where no policy applies to the new priority, \
                    what was promised stays.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Corrected",
            content = @Content(schema = @Schema(implementation = CasePayloads.CaseView.class)))
    ResponseEntity<?> correct(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @RequestBody MergePatch<CasePayloads.Correction> patch,
            IfMatch ifMatch,
            Caller caller) {
        var seen = queries.get(id, caller);
        ifMatch.requires(seen.version());
        if (caller.system().isPresent()) {
            return notYours();
        }
        var edit = patch.applyTo(CasePayloads.Correction.of(seen)).toDomain();
        var promised =
                edit.priority() == seen.priority()
                        ? null
                        : openCase.promise(seen.type(), edit.priority(), seen.customer())
                                .orElse(null);
        return change(
                id,
                caller,
                one -> {
                    ifMatch.requires(one.version());
                    return one.edit(edit, promised, caller.clientId(), clock.instant());
                });
    }

    @PostMapping("/{id}/transitions")
    @RequiresScope("cases:write")
    @Operation(
            operationId = "moveCase",
            summary = "Moves a case on",
            description =
                    """
                    possible of the case names what can be done in its state. ACKNOWLEDGE, \
                    ASK_CUSTOMER, RESOLVE and an agent's comment that the customer sees are the \
                    first response. While we wait for the customer the resolution clock stands \
                    still. After CONFIRM or CLOSE surveys may invite the customer. A partner tells \
                    what the customer did: CUSTOMER_REPLIED, CONFIRM, WITHDRAW, REOPEN.\
                    """)
    @ApiResponse(
            responseCode = "200",
            description = "Moved",
            content = @Content(schema = @Schema(implementation = CasePayloads.CaseView.class)))
    ResponseEntity<?> move(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Valid @RequestBody CasePayloads.Transition body,
            Caller caller) {
        if (caller.system().isPresent() && !body.deed().isOfCustomer()) {
            queries.get(id, caller);
            return notYours();
        }
        var words = CasePayloads.plain(body.note());
        return change(
                id,
                caller,
                one -> one.move(body.deed(), words, caller.clientId(), clock.instant()));
    }

    @PostMapping("/{id}/comments")
    @RequiresScope("cases:write")
    @Operation(
            operationId = "commentOnCase",
            summary = "Adds what was said",
            description = "What the customer says ends the wait for them. Answers with the case.")
    @ApiResponse(
            responseCode = "200",
            description = "Added",
            content = @Content(schema = @Schema(implementation = CasePayloads.CaseView.class)))
    ResponseEntity<?> comment(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Valid @RequestBody CasePayloads.NewComment body,
            NewId newId,
            Caller caller) {
        var isPartner = caller.system().isPresent();
        var author = body.author();
        var visibility = body.visibility();
        var comment =
                new Comment(
                        TypeId.of("cmt", newId.uuid()),
                        clock.instant(),
                        caller.clientId(),
                        isPartner
                                ? Comment.Author.CUSTOMER
                                : author == null ? Comment.Author.AGENT : author,
                        isPartner
                                ? Comment.Visibility.CUSTOMER
                                : visibility == null ? Comment.Visibility.INTERNAL : visibility,
                        PlainWords.of(body.text()));
        return change(id, caller, one -> one.comment(comment));
    }

    @GetMapping("/{id}/comments")
    @RequiresScope("cases:read")
    @Operation(
            operationId = "listCaseComments",
            summary = "What was said about a case, in order",
            description = "A partner's client sees what the customer may see.")
    Page<CasePayloads.CommentView> comments(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            PageRequest page,
            Caller caller) {
        return page.of(
                        queries.get(id, caller).comments().stream()
                                .filter(it ->
                                        caller.system().isEmpty()
                                                || it.visibility() == Comment.Visibility.CUSTOMER)
                                .toList(),
                        Comment::id)
                .map(CasePayloads.CommentView::of);
    }

    @PostMapping("/{id}/links")
    @RequiresScope("cases:write")
    @Operation(
            operationId = "linkCase",
            summary = "Notes what a case has to do with something else")
    @ApiResponse(
            responseCode = "200",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = CasePayloads.CaseView.class)))
    ResponseEntity<?> link(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            @Valid @RequestBody CasePayloads.LinkBody body,
            Caller caller) {
        return change(
                id, caller, one -> one.link(body.toDomain(), caller.clientId(), clock.instant()));
    }

    @GetMapping("/{id}/history")
    @RequiresScope("cases:read")
    @Operation(
            operationId = "listCaseHistory",
            summary = "What happened to a case, in order",
            description = "Not for partners: it names who works on it.")
    Page<CasePayloads.HistoryView> history(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            PageRequest page,
            Caller caller) {
        var history = queries.get(id, caller).history();
        if (caller.system().isPresent()) {
            throw CaseProblem.CASE_NOT_FOUND.exception();
        }
        return page.of(
                IntStream.range(0, history.size())
                        .mapToObj(it -> CasePayloads.HistoryView.of(it + 1, history.get(it)))
                        .toList(),
                it -> String.valueOf(it.number()));
    }

    @GetMapping("/{id}/sla")
    @RequiresScope("cases:read")
    @Operation(
            operationId = "getCaseSla",
            summary = "What is promised for a case, and how its clocks stand now")
    CasePayloads.SlaView sla(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id, Caller caller) {
        return CasePayloads.SlaView.of(queries.get(id, caller), clock.instant());
    }

    @GetMapping("/{id}/progress")
    @RequiresScope("cases:read")
    @Operation(
            operationId = "getCaseProgress",
            summary = "What the customer may be told about a case",
            description = "In the language of Accept-Language; nothing that anybody wrote.")
    CasePayloads.Progress progress(
            @Parameter(example = EXAMPLE) @PathVariable("id") String id,
            Caller caller,
            @Parameter(hidden = true) Locale locale) {
        return queries.progress(queries.get(id, caller), locale);
    }

    private ResponseEntity<?> change(
            String id, Caller caller, Function<Case, CaseChange> decision) {
        queries.get(id, caller);
        return switch (cases.change(id, decision)
                .orElseThrow(CaseProblem.CASE_NOT_FOUND::exception)) {
            case CaseChange.Done(var changed, var _) -> answer(changed);
            case CaseChange.Unchanged(var as) -> answer(as);
            case CaseChange.NotPossible(var state, var deed) ->
                    CaseProblem.CASE_TRANSITION_NOT_POSSIBLE.because(
                            state, deed, names(Deed.possibleIn(state)));
            case CaseChange.ResolutionMissing() -> CaseProblem.CASE_RESOLUTION_MISSING.because();
            case CaseChange.Full(var what, var limit) ->
                    CaseProblem.CASE_FULL.because(what, String.valueOf(limit));
        };
    }

    private ResponseEntity<CasePayloads.CaseView> answer(Case one) {
        return ResponseEntity.ok().eTag(ETags.of(one.version())).body(queries.view(one));
    }

    private static ResponseEntity<?> notYours() {
        return CaseProblem.CASE_NOT_YOURS_TO_DECIDE.because(
                names(Arrays.stream(Deed.values()).filter(Deed::isOfCustomer).toList()));
    }

    private static String names(List<Deed> deeds) {
        return deeds.stream().map(Deed::name).collect(Collectors.joining(", "));
    }
}
