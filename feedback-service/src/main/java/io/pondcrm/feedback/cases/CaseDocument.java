package io.pondcrm.feedback.cases;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.feedback.calendar.domain.Calendars;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.CaseState;
import io.pondcrm.feedback.cases.domain.Channel;
import io.pondcrm.feedback.cases.domain.Comment;
import io.pondcrm.feedback.cases.domain.Deed;
import io.pondcrm.feedback.cases.domain.HistoryEntry;
import io.pondcrm.feedback.cases.domain.Link;
import io.pondcrm.feedback.cases.domain.Outcome;
import io.pondcrm.feedback.cases.domain.Promise;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.ClockKind;
import io.pondcrm.feedback.sla.domain.Ground;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaClock;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a case lies in MongoDB.
 *
 * @param words {@link Words}, sealed with the customer's key
 * @param unresolved whether somebody still has to find a resolution
 * @param nextDueAt what the watch goes by; absent where time alone changes nothing
 */
@Document("cases")
@TypeAlias("case")
@CompoundIndex(def = "{'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'customerId': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'state': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'unresolved': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'type': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'priority': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'assignee': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'system': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'number': 1, 'openedAt': 1, '_id': 1}")
@CompoundIndex(def = "{'nextDueAt': 1}", sparse = true)
@CompoundIndex(def = "{'closedAt': 1}", sparse = true)
record CaseDocument(
        @Id String id,
        long version,
        String number,
        String customerId,
        String type,
        String priority,
        String channel,
        byte[] words,
        @Nullable String category,
        @Nullable String assignee,
        String state,
        boolean unresolved,
        @Nullable String outcome,
        int reopenings,
        @Nullable PromisePart promise,
        List<ClockPart> clocks,
        @Nullable String system,
        Instant openedAt,
        @Nullable Instant respondedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        Instant updatedAt,
        @Nullable Instant nextDueAt)
        implements Outboxed {

    /** What people wrote, and what was done in the words they wrote: never stored but sealed. */
    record Words(
            String subject,
            @Nullable String description,
            @Nullable String resolution,
            List<LinkPart> links,
            List<CommentPart> comments,
            List<HistoryPart> history) {

        static Words of(Case one) {
            return new Words(
                    one.subject(),
                    one.description(),
                    one.resolution(),
                    one.links().stream().map(it -> new LinkPart(it.rel(), it.id())).toList(),
                    one.comments().stream().map(CommentPart::of).toList(),
                    one.history().stream().map(HistoryPart::of).toList());
        }
    }

    record TargetPart(String kind, long minutes) {}

    record GroundPart(
            String benefit,
            String benefitId,
            String grantId,
            String scheme,
            String tier,
            @Nullable Instant until,
            List<String> sets) {

        static @Nullable GroundPart of(@Nullable Ground ground) {
            return ground == null
                    ? null
                    : new GroundPart(
                            ground.benefit(),
                            ground.benefitId(),
                            ground.grantId(),
                            ground.scheme(),
                            ground.tier(),
                            ground.until(),
                            ground.sets().stream().map(ClockKind::name).sorted().toList());
        }

        Ground toDomain() {
            return new Ground(
                    benefit,
                    benefitId,
                    grantId,
                    scheme,
                    tier,
                    until,
                    sets.stream().map(ClockKind::valueOf).collect(Collectors.toSet()));
        }
    }

    /**
     * @param ground absent where the policy names no benefit, as in all cases of before it could
     */
    record PromisePart(
            String policyId,
            int policyVersion,
            String policyName,
            String calendarId,
            int calendarVersion,
            List<TargetPart> targets,
            @Nullable GroundPart ground) {

        static @Nullable PromisePart of(@Nullable Promise promise) {
            return promise == null
                    ? null
                    : new PromisePart(
                            promise.policyId(),
                            promise.policyVersion(),
                            promise.policyName(),
                            promise.calendarId(),
                            promise.calendarVersion(),
                            promise.targets().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(it ->
                                            new TargetPart(
                                                    it.getKey().name(), it.getValue().toMinutes()))
                                    .toList(),
                            GroundPart.of(promise.ground()));
        }

        Promise toDomain(Calendars calendars) {
            var minutes = new EnumMap<ClockKind, Duration>(ClockKind.class);
            targets.forEach(it ->
                    minutes.put(ClockKind.valueOf(it.kind()), Duration.ofMinutes(it.minutes())));
            return new Promise(
                    policyId,
                    policyVersion,
                    policyName,
                    calendarId,
                    calendarVersion,
                    minutes,
                    ground == null ? null : ground.toDomain(),
                    calendars.get(calendarId, calendarVersion));
        }
    }

    record PausePart(Instant from, @Nullable Instant until) {}

    record ClockPart(
            String kind,
            long minutes,
            Instant startedAt,
            List<PausePart> pauses,
            @Nullable Instant stoppedAt,
            boolean canceled,
            @Nullable Instant dueAt,
            @Nullable Instant breachedAt) {

        static ClockPart of(SlaClock clock) {
            return new ClockPart(
                    clock.kind().name(),
                    clock.target().toMinutes(),
                    clock.startedAt(),
                    clock.pauses().stream()
                            .map(it -> new PausePart(it.from(), it.until()))
                            .toList(),
                    clock.stoppedAt(),
                    clock.canceled(),
                    clock.dueAt(),
                    clock.breachedAt());
        }

        SlaClock toDomain() {
            return new SlaClock(
                    ClockKind.valueOf(kind),
                    Duration.ofMinutes(minutes),
                    startedAt,
                    pauses.stream().map(it -> new SlaClock.Pause(it.from(), it.until())).toList(),
                    stoppedAt,
                    canceled,
                    dueAt,
                    breachedAt);
        }
    }

    record LinkPart(String rel, String to) {}

    record CommentPart(
            String commentId,
            Instant at,
            String by,
            String author,
            String visibility,
            String text) {

        static CommentPart of(Comment comment) {
            return new CommentPart(
                    comment.id(),
                    comment.at(),
                    comment.by(),
                    comment.author().name(),
                    comment.visibility().name(),
                    comment.text());
        }

        Comment toDomain() {
            return new Comment(
                    commentId,
                    at,
                    by,
                    Comment.Author.valueOf(author),
                    Comment.Visibility.valueOf(visibility),
                    text);
        }
    }

    record HistoryPart(
            Instant at,
            String by,
            String field,
            @Nullable String deed,
            @Nullable String from,
            @Nullable String to) {

        static HistoryPart of(HistoryEntry entry) {
            var deed = entry.deed();
            return new HistoryPart(
                    entry.at(),
                    entry.by(),
                    entry.field(),
                    deed == null ? null : deed.name(),
                    entry.from(),
                    entry.to());
        }

        HistoryEntry toDomain() {
            return new HistoryEntry(
                    at, by, field, deed == null ? null : Deed.valueOf(deed), from, to);
        }
    }

    /**
     * @param words {@link Words}, sealed
     */
    static CaseDocument of(Case one, byte[] words) {
        var outcome = one.outcome();
        return new CaseDocument(
                one.id(),
                one.version(),
                one.number(),
                one.customer().value(),
                one.type().name(),
                one.priority().name(),
                one.channel().name(),
                words,
                one.category(),
                one.assignee(),
                one.state().name(),
                one.state().isUnresolved(),
                outcome == null ? null : outcome.name(),
                one.reopenings(),
                PromisePart.of(one.promise()),
                one.clocks().stream().map(ClockPart::of).toList(),
                one.system(),
                one.openedAt(),
                one.respondedAt(),
                one.resolvedAt(),
                one.closedAt(),
                one.updatedAt(),
                one.nextDueAt().orElse(null));
    }

    /**
     * @param opened what {@link #words} holds
     */
    Case toDomain(Calendars calendars, Words opened) {
        return new Case(
                id,
                version,
                number,
                new CustomerId(customerId),
                CaseType.valueOf(type),
                Priority.valueOf(priority),
                Channel.valueOf(channel),
                opened.subject(),
                opened.description(),
                category,
                assignee,
                CaseState.valueOf(state),
                opened.resolution(),
                outcome == null ? null : Outcome.valueOf(outcome),
                reopenings,
                promise == null ? null : promise.toDomain(calendars),
                clocks.stream().map(ClockPart::toDomain).toList(),
                opened.links().stream().map(it -> new Link(it.rel(), it.to())).toList(),
                opened.comments().stream().map(CommentPart::toDomain).toList(),
                opened.history().stream().map(HistoryPart::toDomain).toList(),
                system,
                openedAt,
                respondedAt,
                resolvedAt,
                closedAt,
                updatedAt);
    }

    /**
     * The fields that are not as they lie here; null removes one. What never changes is left out.
     */
    Map<String, @Nullable Object> difference(Case changed, byte[] nowWords) {
        var now = of(changed, nowWords);
        var fields = new LinkedHashMap<String, @Nullable Object>();
        put(fields, "priority", priority, now.priority);
        // Each change is written into the history.
        fields.put("words", nowWords);
        put(fields, "category", category, now.category);
        put(fields, "assignee", assignee, now.assignee);
        put(fields, "state", state, now.state);
        put(fields, "unresolved", unresolved, now.unresolved);
        put(fields, "outcome", outcome, now.outcome);
        put(fields, "reopenings", reopenings, now.reopenings);
        put(fields, "promise", promise, now.promise);
        put(fields, "clocks", clocks, now.clocks);
        put(fields, "respondedAt", respondedAt, now.respondedAt);
        put(fields, "resolvedAt", resolvedAt, now.resolvedAt);
        put(fields, "closedAt", closedAt, now.closedAt);
        put(fields, "updatedAt", updatedAt, now.updatedAt);
        put(fields, "nextDueAt", nextDueAt, now.nextDueAt);
        return fields;
    }

    private static void put(
            Map<String, @Nullable Object> fields,
            String name,
            @Nullable Object was,
            @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            fields.put(name, is);
        }
    }
}
