package io.pondcrm.feedback.cases.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.feedback.calendar.domain.SomeCalendars;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.ClockKind;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaClock;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseTest {

    static final CustomerId ADA = new CustomerId("cus_01h455vb4pex5vsknk084sn02q");
    static final Promise PROMISE =
            new Promise(
                    "slp_1",
                    1,
                    "Complaints",
                    "cal_1",
                    1,
                    Map.of(
                            ClockKind.FIRST_RESPONSE,
                            Duration.ofHours(1),
                            ClockKind.RESOLUTION,
                            Duration.ofHours(4)),
                    null,
                    SomeCalendars.office("Asia/Shanghai", Map.of()));

    static Instant at(String wall) {
        return LocalDateTime.parse(wall).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    static final Instant FRIDAY = at("2026-11-06T16:30");

    static Case opened(@Nullable Promise promise) {
        return Case.open(
                        new NewCase(
                                "cas_01kaemr1h0e1vt8rk3f5c6d7ne",
                                ADA,
                                CaseType.COMPLAINT,
                                Priority.P2,
                                Channel.PHONE,
                                "Late",
                                null,
                                "delivery/late",
                                null,
                                FRIDAY,
                                null,
                                List.of()),
                        promise,
                        "desk",
                        FRIDAY)
                .changed();
    }

    static CaseChange.Done done(CaseChange change) {
        return (CaseChange.Done) change;
    }

    static Case move(Case one, Deed deed, Instant at) {
        return done(one.move(deed, deed == Deed.RESOLVE ? "Sent anew" : null, "desk", at))
                .changed();
    }

    static SlaClock clock(Case one, ClockKind kind) {
        return one.clocks().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
    }

    @Test
    void a_complaint_goes_from_acknowledged_to_confirmed() {
        var monday = at("2026-11-09T10:00");
        var acknowledged = done(opened(PROMISE).move(Deed.ACKNOWLEDGE, null, "desk", FRIDAY));
        var investigated = move(acknowledged.changed(), Deed.INVESTIGATE, monday);
        var resolved = done(investigated.move(Deed.RESOLVE, "Sent anew", "desk", monday));
        var closed = done(resolved.changed().move(Deed.CONFIRM, null, "desk", monday));

        assertThat(opened(PROMISE).number()).isEqualTo("C-20261106-F5C6D7NE");
        assertThat(acknowledged.events()).containsExactly(new CaseEvent.Responded(FRIDAY, true));
        assertThat(resolved.events()).containsExactly(new CaseEvent.Resolved(monday, true));
        assertThat(closed.events())
                .containsExactly(new CaseEvent.Closed(Outcome.CONFIRMED, 0, monday));
        assertThat(closed.changed().history())
                .filteredOn(it -> it.field().equals("state"))
                .extracting(HistoryEntry::to)
                .containsExactly("OPEN", "ACKNOWLEDGED", "INVESTIGATING", "RESOLVED", "CLOSED");
        assertThat(closed.changed().nextDueAt()).isEmpty();
    }

    @Test
    void what_a_state_does_not_allow_is_refused() {
        assertThat(opened(null).move(Deed.CONFIRM, null, "desk", FRIDAY))
                .isEqualTo(new CaseChange.NotPossible(CaseState.OPEN, Deed.CONFIRM));
        assertThat(opened(null).move(Deed.RESOLVE, null, "desk", FRIDAY))
                .isEqualTo(new CaseChange.ResolutionMissing());
    }

    @Test
    void waiting_for_the_customer_pauses_and_their_words_end_it() {
        var waiting = move(opened(PROMISE), Deed.ASK_CUSTOMER, at("2026-11-09T10:00"));
        var reply =
                new Comment(
                        "cmt_1",
                        at("2026-11-09T14:00"),
                        "shop",
                        Comment.Author.CUSTOMER,
                        Comment.Visibility.CUSTOMER,
                        "Here it is");
        var answered = done(waiting.comment(reply)).changed();

        assertThat(waiting.nextDueAt()).isEmpty();
        assertThat(clock(waiting, ClockKind.RESOLUTION).state()).isEqualTo(SlaClock.State.PAUSED);
        assertThat(answered.state()).isEqualTo(CaseState.INVESTIGATING);
        assertThat(answered.nextDueAt()).contains(at("2026-11-09T16:30"));
        assertThat(answered.comment(reply)).isEqualTo(new CaseChange.Unchanged(answered));
    }

    @Test
    void an_answer_that_the_customer_sees_is_the_first_response_and_a_note_is_none() {
        var note =
                new Comment(
                        "cmt_1",
                        FRIDAY,
                        "desk",
                        Comment.Author.AGENT,
                        Comment.Visibility.INTERNAL,
                        "Asked the depot");
        var answer =
                new Comment(
                        "cmt_2",
                        at("2026-11-09T09:31"),
                        "desk",
                        Comment.Author.AGENT,
                        Comment.Visibility.CUSTOMER,
                        "We look into it");
        var noted = done(opened(PROMISE).comment(note));
        var answered = done(noted.changed().comment(answer));

        assertThat(noted.events()).isEmpty();
        // An hour of business time ends on Monday at 9:30.
        assertThat(answered.events())
                .containsExactly(
                        new CaseEvent.Breached(
                                clock(opened(PROMISE), ClockKind.FIRST_RESPONSE),
                                at("2026-11-09T09:30"),
                                answer.at()),
                        new CaseEvent.Responded(answer.at(), false));
    }

    @Test
    void a_breach_is_written_down_once() {
        var late = at("2026-11-09T13:30").plusMillis(1);
        var first = done(opened(PROMISE).noticeBreaches(late));

        assertThat(first.events()).hasSize(2);
        assertThat(first.changed().noticeBreaches(late.plusSeconds(60)))
                .isEqualTo(new CaseChange.Unchanged(first.changed()));
        assertThat(opened(PROMISE).noticeBreaches(at("2026-11-09T09:30")))
                .isInstanceOf(CaseChange.Unchanged.class);
    }

    @Test
    void a_case_that_is_opened_again_gets_a_new_resolution_clock() {
        var monday = at("2026-11-09T10:00");
        var closed = move(move(opened(PROMISE), Deed.RESOLVE, monday), Deed.CLOSE, monday);
        var reopened = done(closed.move(Deed.REOPEN, "Broken again", "desk", monday));

        assertThat(reopened.events()).containsExactly(new CaseEvent.Reopened(1, monday));
        assertThat(reopened.changed().clocks()).hasSize(3);
        assertThat(reopened.changed().nextDueAt()).contains(at("2026-11-09T15:00"));
        assertThat(reopened.changed().outcome()).isNull();
    }

    @Test
    void another_priority_promises_anew_from_the_start() {
        var urgent =
                new Promise(
                        "slp_2",
                        1,
                        "Urgent",
                        "cal_1",
                        1,
                        Map.of(ClockKind.RESOLUTION, Duration.ofHours(1)),
                        null,
                        PROMISE.calendar());
        var edit = new CaseEdit("Late", "delivery/late", Priority.P1, "agent-17");
        var edited = done(opened(PROMISE).edit(edit, urgent, "desk", FRIDAY)).changed();

        assertThat(clock(edited, ClockKind.RESOLUTION).dueAt()).isEqualTo(at("2026-11-09T09:30"));
        assertThat(clock(edited, ClockKind.FIRST_RESPONSE).state())
                .isEqualTo(SlaClock.State.CANCELED);
        assertThat(edited.history())
                .extracting(HistoryEntry::field)
                .containsExactly("state", "assignee", "priority", "sla");
        assertThat(edited.edit(edit, null, "desk", FRIDAY))
                .isEqualTo(new CaseChange.Unchanged(edited));
    }

    @Test
    void whatever_is_done_in_whatever_order_what_must_hold_holds() {
        var random = new Random(7);
        for (var round = 0; round < 300; round++) {
            var one = opened(random.nextBoolean() ? PROMISE : null);
            var events = new ArrayList<CaseEvent>();
            var at = FRIDAY;
            for (var step = 0; step < 30; step++) {
                at = at.plus(Duration.ofMinutes(random.nextInt(600)));
                var deed = List.of(Deed.values()).get(random.nextInt(Deed.values().length));
                if (one.move(deed, "Done", "desk", at) instanceof CaseChange.Done done) {
                    assertThat(deed.isPossibleIn(one.state())).isTrue();
                    assertThat(done.changed().version()).isEqualTo(one.version() + 1);
                    one = done.changed();
                    events.addAll(done.events());
                } else {
                    assertThat(deed.isPossibleIn(one.state())).isFalse();
                }
                var isWaiting = one.state() == CaseState.WAITING_FOR_CUSTOMER;
                for (var clock : one.clocks()) {
                    if (clock.state() == SlaClock.State.PAUSED) {
                        assertThat(isWaiting).isTrue();
                    }
                    if (!one.state().isUnresolved()) {
                        assertThat(clock.stoppedAt()).isNotNull();
                    }
                }
            }
            assertThat(events.stream().filter(CaseEvent.Responded.class::isInstance))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(events.stream().filter(CaseEvent.Breached.class::isInstance))
                    .hasSameSizeAs(
                            one.clocks().stream().filter(it -> it.breachedAt() != null).toList());
        }
    }
}
