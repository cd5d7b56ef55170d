package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.calendar.domain.BusinessCalendar;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.ClockKind;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaClock;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a customer turned to us with, and what became of it.
 *
 * @param version 1 when opened, one more with each change
 * @param number as people say it
 * @param promise null where no policy applies; it stays what it was when the case was opened,
 *     unless the priority changes
 * @param clocks in the order in which they were started
 * @param comments in order
 * @param history in order
 */
public record Case(
        String id,
        long version,
        String number,
        CustomerId customer,
        CaseType type,
        Priority priority,
        Channel channel,
        String subject,
        @Nullable String description,
        @Nullable String category,
        @Nullable String assignee,
        CaseState state,
        @Nullable String resolution,
        @Nullable Outcome outcome,
        int reopenings,
        @Nullable Promise promise,
        List<SlaClock> clocks,
        List<Link> links,
        List<Comment> comments,
        List<HistoryEntry> history,
        @Nullable String system,
        Instant openedAt,
        @Nullable Instant respondedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        Instant updatedAt) {

    /** How many comments one case takes. */
    public static final int MAX_COMMENTS = 500;

    /** How many links one case takes. */
    public static final int MAX_LINKS = 50;

    /** How much history one case takes; what time does is noted all the same. */
    public static final int MAX_HISTORY = 5_000;

    /** Who did what time did. */
    public static final String TIME = "feedback-service";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final int NUMBER_LENGTH = 8;

    public Case {
        clocks = List.copyOf(clocks);
        links = List.copyOf(links);
        comments = List.copyOf(comments);
        history = List.copyOf(history);
    }

    /** A case that comes in; its clocks run from when the customer turned to us. */
    public static CaseChange.Done open(
            NewCase incoming, @Nullable Promise promise, String by, Instant at) {
        var clocks = new ArrayList<SlaClock>();
        if (promise != null) {
            for (var kind : ClockKind.values()) {
                var target = promise.targets().get(kind);
                if (target != null) {
                    clocks.add(
                            SlaClock.start(
                                    kind, target, promise.calendar(), incoming.receivedAt()));
                }
            }
        }
        var opened =
                new Case(
                        incoming.id(),
                        1,
                        number(incoming),
                        incoming.customer(),
                        incoming.type(),
                        incoming.priority(),
                        incoming.channel(),
                        incoming.subject(),
                        incoming.description(),
                        incoming.category(),
                        incoming.assignee(),
                        CaseState.OPEN,
                        null,
                        null,
                        0,
                        promise,
                        clocks,
                        incoming.links(),
                        List.of(),
                        List.of(
                                new HistoryEntry(
                                        at, by, "state", null, null, CaseState.OPEN.name())),
                        incoming.system(),
                        incoming.receivedAt(),
                        null,
                        null,
                        null,
                        at);
        return new CaseChange.Done(opened, List.of(new CaseEvent.Opened(incoming.receivedAt())));
    }

    private static String number(NewCase incoming) {
        var id = incoming.id();
        return "C-%s-%s"
                .formatted(
                        DAY.format(incoming.receivedAt()),
                        id.substring(id.length() - NUMBER_LENGTH).toUpperCase(Locale.ROOT));
    }

    /**
     * Moves the case on.
     *
     * @param words why, or for a resolution: how; null where nothing is said
     */
    public CaseChange move(Deed deed, @Nullable String words, String by, Instant at) {
        if (!deed.isPossibleIn(state)) {
            return new CaseChange.NotPossible(state, deed);
        }
        if (deed == Deed.RESOLVE && words == null) {
            return new CaseChange.ResolutionMissing();
        }
        if (history.size() >= MAX_HISTORY) {
            return new CaseChange.Full("history", MAX_HISTORY);
        }
        var draft = new Draft(this, by, at);
        draft.noticeBreaches();
        draft.note(new HistoryEntry(at, by, "state", deed, state.name(), deed.to().name()));
        switch (deed) {
            case ACKNOWLEDGE -> draft.respond();
            case INVESTIGATE -> {}
            case ASK_CUSTOMER -> {
                draft.respond();
                draft.clocks(ClockKind.RESOLUTION, it -> it.pause(draft.calendar(), at));
            }
            case CUSTOMER_REPLIED ->
                    draft.clocks(ClockKind.RESOLUTION, it -> it.resume(draft.calendar(), at));
            case RESOLVE -> {
                draft.respond();
                draft.resolve(Objects.requireNonNull(words));
            }
            case CONFIRM -> draft.close(Outcome.CONFIRMED);
            case CLOSE -> draft.close(Outcome.UNCONFIRMED);
            case WITHDRAW -> {
                for (var kind : ClockKind.values()) {
                    draft.clocks(kind, it -> it.cancel(at));
                }
                draft.close(Outcome.WITHDRAWN);
            }
            case REOPEN -> draft.reopen();
        }
        draft.state = deed.to();
        if (words != null && deed != Deed.RESOLVE) {
            draft.note(new HistoryEntry(at, by, "note", deed, null, words));
        }
        return draft.done();
    }

    /** Adds what somebody said. What a customer says ends the wait for them. */
    public CaseChange comment(Comment comment) {
        if (comments.stream().anyMatch(it -> it.id().equals(comment.id()))) {
            return new CaseChange.Unchanged(this);
        }
        if (comments.size() >= MAX_COMMENTS) {
            return new CaseChange.Full("comments", MAX_COMMENTS);
        }
        var draft = new Draft(this, comment.by(), comment.at());
        draft.noticeBreaches();
        draft.comments.add(comment);
        draft.note(
                new HistoryEntry(comment.at(), comment.by(), "comment", null, null, comment.id()));
        if (comment.isAnswer()) {
            draft.respond();
        }
        if (comment.author() == Comment.Author.CUSTOMER
                && state == CaseState.WAITING_FOR_CUSTOMER) {
            draft.clocks(ClockKind.RESOLUTION, it -> it.resume(draft.calendar(), comment.at()));
            draft.state = CaseState.INVESTIGATING;
            draft.note(
                    new HistoryEntry(
                            comment.at(),
                            comment.by(),
                            "state",
                            Deed.CUSTOMER_REPLIED,
                            state.name(),
                            CaseState.INVESTIGATING.name()));
        }
        return draft.done();
    }

    /** Notes what the case has to do with something else. */
    public CaseChange link(Link link, String by, Instant at) {
        if (links.contains(link)) {
            return new CaseChange.Unchanged(this);
        }
        if (links.size() >= MAX_LINKS) {
            return new CaseChange.Full("links", MAX_LINKS);
        }
        var draft = new Draft(this, by, at);
        draft.links.add(link);
        draft.note(new HistoryEntry(at, by, "link", null, null, link.rel() + " " + link.id()));
        return draft.done();
    }

    /**
     * Corrects the case.
     *
     * @param promised what applies by the new priority, null for nothing; looked at only if the
     *     priority changes
     */
    public CaseChange edit(CaseEdit edit, @Nullable Promise promised, String by, Instant at) {
        if (history.size() >= MAX_HISTORY) {
            return new CaseChange.Full("history", MAX_HISTORY);
        }
        var draft = new Draft(this, by, at);
        draft.noticeBreaches();
        draft.edited("subject", subject, edit.subject());
        draft.edited("category", category, edit.category());
        draft.edited("assignee", assignee, edit.assignee());
        draft.edited("priority", priority.name(), edit.priority().name());
        draft.edit = edit;
        if (edit.priority() != priority) {
            draft.promiseAnew(promised);
        }
        return draft.history.size() == history.size()
                ? new CaseChange.Unchanged(this)
                : draft.done();
    }

    /** Writes down what time did: promises whose moment has passed. */
    public CaseChange noticeBreaches(Instant at) {
        var draft = new Draft(this, TIME, at);
        draft.noticeBreaches();
        return draft.events.isEmpty() ? new CaseChange.Unchanged(this) : draft.done();
    }

    /** When time alone changes the case next; empty if it does not. */
    public Optional<Instant> nextDueAt() {
        return clocks.stream().flatMap(it -> it.watchUntil().stream()).min(Instant::compareTo);
    }

    /** A case that is about to change. */
    private static final class Draft {

        private final Case was;
        private final String by;
        private final Instant at;
        private final List<CaseEvent> events = new ArrayList<>();
        private final List<SlaClock> clocks;
        private final List<Link> links;
        private final List<Comment> comments;
        private final List<HistoryEntry> history;
        private CaseState state;
        private CaseEdit edit;
        private @Nullable Promise promise;
        private @Nullable String resolution;
        private @Nullable Outcome outcome;
        private int reopenings;
        private @Nullable Instant respondedAt;
        private @Nullable Instant resolvedAt;
        private @Nullable Instant closedAt;

        Draft(Case was, String by, Instant at) {
            this.was = was;
            this.by = by;
            this.at = at;
            clocks = new ArrayList<>(was.clocks);
            links = new ArrayList<>(was.links);
            comments = new ArrayList<>(was.comments);
            history = new ArrayList<>(was.history);
            state = was.state;
            edit = new CaseEdit(was.subject, was.category, was.priority, was.assignee);
            promise = was.promise;
            resolution = was.resolution;
            outcome = was.outcome;
            reopenings = was.reopenings;
            respondedAt = was.respondedAt;
            resolvedAt = was.resolvedAt;
            closedAt = was.closedAt;
        }

        /** Clocks exist only where something is promised. */
        BusinessCalendar calendar() {
            return Objects.requireNonNull(promise).calendar();
        }

        void note(HistoryEntry entry) {
            history.add(entry);
        }

        void edited(String field, @Nullable String from, @Nullable String to) {
            if (!Objects.equals(from, to)) {
                note(new HistoryEntry(at, by, field, null, from, to));
            }
        }

        void clocks(ClockKind kind, UnaryOperator<SlaClock> change) {
            clocks.replaceAll(clock -> clock.kind() == kind ? change.apply(clock) : clock);
        }

        void noticeBreaches() {
            for (var index = 0; index < clocks.size(); index++) {
                var clock = clocks.get(index);
                var dueAt = clock.dueAt();
                if (dueAt != null && clock.isBreachedUnnoticedAt(at)) {
                    clocks.set(index, clock.breached(at));
                    events.add(new CaseEvent.Breached(clock, dueAt, at));
                    note(new HistoryEntry(at, TIME, "sla", null, clock.kind().name(), "BREACHED"));
                }
            }
        }

        void respond() {
            if (respondedAt == null) {
                respondedAt = at;
                clocks(ClockKind.FIRST_RESPONSE, it -> it.stop(at));
                events.add(new CaseEvent.Responded(at, isKept(ClockKind.FIRST_RESPONSE)));
            }
        }

        void resolve(String how) {
            resolution = how;
            resolvedAt = at;
            clocks(ClockKind.RESOLUTION, it -> it.stop(at));
            events.add(new CaseEvent.Resolved(at, isKept(ClockKind.RESOLUTION)));
        }

        void close(Outcome how) {
            outcome = how;
            closedAt = at;
            events.add(new CaseEvent.Closed(how, reopenings, at));
        }

        void reopen() {
            reopenings++;
            outcome = null;
            resolution = null;
            resolvedAt = null;
            closedAt = null;
            if (promise != null) {
                var target = promise.targets().get(ClockKind.RESOLUTION);
                if (target != null) {
                    clocks.add(
                            SlaClock.start(ClockKind.RESOLUTION, target, promise.calendar(), at));
                }
            }
            events.add(new CaseEvent.Reopened(reopenings, at));
        }

        /** Clocks that run get their new targets, as if these had been promised from the start. */
        void promiseAnew(@Nullable Promise promised) {
            if (promised == null || was.state == CaseState.CLOSED) {
                return;
            }
            var before = promise;
            promise = promised;
            var isOther =
                    before == null
                            || !before.policyId().equals(promised.policyId())
                            || before.policyVersion() != promised.policyVersion();
            if (!isOther) {
                promise = before;
                return;
            }
            note(
                    new HistoryEntry(
                            at,
                            by,
                            "sla",
                            null,
                            before == null ? null : before.policyId(),
                            promised.policyId()));
            for (var kind : ClockKind.values()) {
                var target = promised.targets().get(kind);
                if (target == null) {
                    clocks(kind, it -> it.breachedAt() == null ? it.cancel(at) : it);
                } else if (clocks.stream().anyMatch(it -> it.kind() == kind)) {
                    clocks(kind, it -> it.retarget(target, promised.calendar()));
                } else if (kind == ClockKind.RESOLUTION
                        ? was.state.isUnresolved()
                        : respondedAt == null) {
                    clocks.add(SlaClock.start(kind, target, promised.calendar(), was.openedAt));
                }
            }
        }

        private @Nullable Boolean isKept(ClockKind kind) {
            for (var index = clocks.size() - 1; index >= 0; index--) {
                var clock = clocks.get(index);
                if (clock.kind() == kind) {
                    return switch (clock.state()) {
                        case MET -> true;
                        case MISSED -> false;
                        case RUNNING, PAUSED, CANCELED -> null;
                    };
                }
            }
            return null;
        }

        CaseChange.Done done() {
            return new CaseChange.Done(
                    new Case(
                            was.id,
                            was.version + 1,
                            was.number,
                            was.customer,
                            was.type,
                            edit.priority(),
                            was.channel,
                            edit.subject(),
                            was.description,
                            edit.category(),
                            edit.assignee(),
                            state,
                            resolution,
                            outcome,
                            reopenings,
                            promise,
                            clocks,
                            links,
                            comments,
                            history,
                            was.system,
                            was.openedAt,
                            respondedAt,
                            resolvedAt,
                            closedAt,
                            at),
                    events);
        }
    }
}
