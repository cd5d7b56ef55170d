package io.pondcrm.engagement.playbook;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.engagement.contact.domain.Purpose;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.pondcrm.engagement.followup.domain.FollowUps;
import io.pondcrm.engagement.message.domain.Message;
import io.pondcrm.engagement.message.domain.Messages;
import io.pondcrm.engagement.playbook.domain.Enrolment;
import io.pondcrm.engagement.playbook.domain.Enrolment.Course;
import io.pondcrm.engagement.playbook.domain.Playbook;
import io.pondcrm.engagement.playbook.domain.PlaybookAction;
import io.pondcrm.engagement.playbook.domain.StageEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Decides once what becomes of each entry into a stage, then does what there is to do. The decision
 * is stored before anything is done, and what is done has an id made of the entry. So whoever comes
 * second, be it another instance or ourselves after a crash, finds the decision, does the same
 * again, and that meets what is there.
 */
@Component
class EnrolCustomers {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEVEL = "MEDIUM";

    private final MongoPlaybooks playbooks;
    private final MongoEnrolments enrolments;
    private final WatchSales watchSales;
    private final Messages messages;
    private final FollowUps followUps;
    private final MeterRegistry meters;
    private final Clock clock;

    EnrolCustomers(
            MongoPlaybooks playbooks,
            MongoEnrolments enrolments,
            WatchSales watchSales,
            Messages messages,
            FollowUps followUps,
            MeterRegistry meters,
            Clock clock) {
        this.playbooks = playbooks;
        this.enrolments = enrolments;
        this.watchSales = watchSales;
        this.messages = messages;
        this.followUps = followUps;
        this.meters = meters;
        this.clock = clock;
    }

    void handle(List<StageEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var byId = new LinkedHashMap<String, StageEntry>();
        entries.forEach(it -> byId.putIfAbsent(it.enrolment(), it));
        decide(byId);
        // As they are stored by now, whoever decided: also those that only come again.
        var decided = enrolments.findAll(byId.keySet()).values();
        treat(decided.stream().filter(Enrolment::isTreated).toList());
        watchSales.catchUp(decided.stream().filter(it -> it.watched().isPresent()).toList());
    }

    private void decide(Map<String, StageEntry> entries) {
        var known = enrolments.findAll(entries.keySet());
        var named = named(entries.values());
        var now = clock.instant();
        var enrolled = new HashMap<String, Long>();
        var fresh = new ArrayList<Enrolment>();
        entries.forEach((id, entry) -> {
            if (!known.containsKey(id)) {
                fresh.add(
                        decide(
                                entry,
                                Optional.ofNullable(named.get(entry.playbook())),
                                enrolled,
                                now));
            }
        });
        enrolments.addAll(fresh).forEach(this::count);
    }

    private Enrolment decide(
            StageEntry entry,
            Optional<Playbook> playbook,
            Map<String, Long> enrolled,
            Instant now) {
        if (playbook.isEmpty()) {
            return Playbook.skipped(entry, Enrolment.Obstacle.PLAYBOOK_UNKNOWN, now);
        }
        var others =
                enrolled.computeIfAbsent(
                        entry.playbook(),
                        it ->
                                enrolments.countSince(
                                        it, now.minus(DAY), playbook.get().plan().dailyLimit()));
        var decision = playbook.get().decide(entry, others, now);
        if (decision.watched().isPresent()) {
            enrolled.merge(entry.playbook(), 1L, Long::sum);
        }
        return decision;
    }

    private void count(Enrolment decided) {
        var decision =
                switch (decided.course()) {
                    case Course.Skipped(var why) -> why.name();
                    case Course.Watched watched -> watched.group().name();
                };
        meters.counter("pond.playbooks.entries", "decision", decision).increment();
    }

    private Map<String, Playbook> named(Collection<StageEntry> entries) {
        return playbooks.findAll(
                entries.stream().map(StageEntry::playbook).collect(Collectors.toSet()));
    }

    private void treat(List<Enrolment> treated) {
        var now = clock.instant();
        // Read after the decisions: another instance may have decided by one that was new to us.
        var named = named(treated.stream().map(Enrolment::entry).toList());
        var mails = new ArrayList<Message>();
        var tasks = new ArrayList<FollowUp>();
        for (var enrolment : treated) {
            var watched = enrolment.watched().orElseThrow();
            var done = watched.done().orElseThrow();
            var playbook = Objects.requireNonNull(named.get(enrolment.entry().playbook()));
            switch (playbook.plan().action()) {
                case PlaybookAction.SendMessage _ ->
                        mails.add(
                                Message.due(
                                        done,
                                        enrolment.customer(),
                                        MongoPlaybooks.source(playbook.id()),
                                        Purpose.MARKETING,
                                        now,
                                        Optional.of(watched.until())));
                case PlaybookAction.OpenFollowUp(var within) ->
                        tasks.add(
                                FollowUp.open(
                                        done,
                                        enrolment.customer(),
                                        new FollowUp.Cause(FollowUp.Kind.PLAYBOOK, enrolment.id()),
                                        LEVEL,
                                        List.of(reason(enrolment.entry())),
                                        Optional.empty(),
                                        now,
                                        enrolment.decidedAt().plus(within)));
            }
        }
        messages.createAll(mails);
        followUps.openAll(tasks);
    }

    private static FollowUp.Reason reason(StageEntry entry) {
        return new FollowUp.Reason(
                "Entered the stage %s of %s at %s: playbook %s"
                        .formatted(
                                entry.stage(), entry.scheme(), entry.enteredAt(), entry.playbook()),
                "于 %s 进入 %s 的 %s 阶段：策略手册 %s"
                        .formatted(
                                entry.enteredAt(),
                                entry.scheme(),
                                entry.stage(),
                                entry.playbook()));
    }
}
