package io.pondcrm.customer.drift;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.OptimisticWrite;
import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Transactions;
import io.pondcrm.customer.drift.domain.Truth;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Says once more what copies should say, and looks whether they do. What to say is taken from a
 * look of now, not from that of the check.
 */
@Component
class RepairJob implements JobKind {

    static final String NAME = "drift-repair";
    static final String CHECK = "check";

    private static final int BATCH = 50;
    private static final String MERGED_INTO = "mergedInto";

    private final Roll roll;
    private final Roll.Merges merges;
    private final List<Truth> truths;
    private final Transactions transactions;
    private final Statements statements;
    private final Questions questions;
    private final Differences differences;
    private final DriftEvents events;
    private final OutboxWriter outbox;
    private final DriftSettings settings;
    private final MongoOperations mongo;
    private final Clock clock;

    RepairJob(
            Roll roll,
            Roll.Merges merges,
            List<Truth> truths,
            Transactions transactions,
            Statements statements,
            Questions questions,
            Differences differences,
            DriftEvents events,
            OutboxWriter outbox,
            DriftSettings settings,
            MongoOperations mongo,
            Clock clock) {
        this.roll = roll;
        this.merges = merges;
        this.truths = List.copyOf(truths);
        this.transactions = transactions;
        this.statements = statements;
        this.questions = questions;
        this.differences = differences;
        this.events = events;
        this.outbox = outbox;
        this.settings = settings;
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var check =
                job.params().get(CHECK) instanceof String id
                        ? mongo.findById(id, DriftCheckDocument.class)
                        : null;
        if (check == null) {
            return;
        }
        differences.each(
                check.id(),
                DriftState.FOUND,
                BATCH,
                some -> {
                    look(check, some, true, job);
                    save(check, job);
                });
        for (var look = 0;
                look < settings.looks() && differences.has(check.id(), DriftState.RESTATED);
                look++) {
            Questions.pause(settings.rest(), job);
            differences.each(
                    check.id(), DriftState.RESTATED, BATCH, some -> look(check, some, false, job));
            save(check, job);
        }
        differences.moveAll(check.id(), DriftState.RESTATED, DriftState.FOUND);
        job.resultAt("/api/v1/drift-checks/" + check.id() + "/differences");
        save(check, job);
    }

    private void save(DriftCheckDocument check, JobRun job) {
        var counts = differences.counts(check.id());
        var healed = counts.getOrDefault(DriftState.HEALED, 0L);
        var left =
                counts.getOrDefault(DriftState.FOUND, 0L)
                        + counts.getOrDefault(DriftState.RESTATED, 0L);
        job.progress(healed, healed + left);
        job.save(Map.of(), Map.of("healed", healed, "left", left));
    }

    /** What is to be said of one customer, by all services' copies together. */
    private static final class Needed {

        private final Set<String> fields = new TreeSet<>();
        private final Map<String, Long> above = new HashMap<>();
        private final Set<String> items = new HashSet<>();
        private final Set<String> extra = new HashSet<>();
        private boolean isAll;

        boolean concerns(Truth truth) {
            return isAll
                    || fields.contains(Comparison.versionOf(truth.source()))
                    || truth.fields().stream().anyMatch(fields::contains);
        }
    }

    private void look(
            DriftCheckDocument check,
            List<DriftDifferenceDocument> some,
            boolean isToRepair,
            JobRun job) {
        var ids = new TreeSet<String>();
        var services = new TreeSet<String>();
        some.forEach(it -> {
            ids.add(it.customerId());
            services.add(it.service());
        });
        var answers = questions.ask(Questions.Question.of(ids, true), services, job);
        var truth = statements.of(ids);
        var needed = new LinkedHashMap<String, Needed>();
        for (var difference : some) {
            var answer = answers.get(difference.service());
            if (answer == null) {
                continue;
            }
            var said = truth.get(difference.customerId());
            var copy = answer.byCustomer().get(difference.customerId());
            var wrong = Comparison.of(said == null ? null : said.copy(), answer.fieldSet(), copy);
            if (wrong.isEmpty()) {
                differences.move(difference, DriftState.HEALED);
            } else if (isToRepair) {
                var one = needed.computeIfAbsent(difference.customerId(), _ -> new Needed());
                one.fields.addAll(wrong.get().fields());
                one.items.addAll(wrong.get().restated());
                one.extra.addAll(wrong.get().extra());
                one.isAll |=
                        wrong.get().kind() == DriftKind.MISSING
                                || wrong.get().fields().contains(MERGED_INTO);
                if (copy != null) {
                    copy.versions().forEach((name, it) -> one.above.merge(name, it, Math::max));
                }
            }
        }
        needed.forEach((customer, one) -> {
            var said = truth.get(customer);
            if (said == null) {
                say(check, List.of(events.unknown(customer, clock.instant())));
            } else {
                restate(check, said.person(), one);
            }
        });
        if (isToRepair) {
            some.stream()
                    .filter(it -> needed.containsKey(it.customerId()))
                    .forEach(it -> differences.move(it, DriftState.RESTATED));
        }
    }

    private void restate(DriftCheckDocument check, Roll.Person person, Needed needed) {
        for (var truth : truths) {
            if (needed.concerns(truth)) {
                truth.restate(
                        person,
                        merges.findStanding(person.id()).orElse(null),
                        needed.above.getOrDefault(truth.source(), 0L),
                        needed.isAll || needed.fields.contains(Comparison.versionOf(truth.source()))
                                ? null
                                : Set.copyOf(needed.items));
            }
        }
        if (!needed.items.isEmpty() || !needed.extra.isEmpty()) {
            // What came with the merged lies with the survivor by how they are merged.
            roll.of(person.absorbed()).values().forEach(this::restateMerge);
        }
        // Who has them told of them before we looked: what is not known now never was, or is gone.
        var gone = new ArrayList<OutboxEntry>();
        var known = transactions.knownAmong(needed.extra);
        for (var id : needed.extra) {
            if (!known.contains(id)) {
                gone.add(events.noTransaction(person.id().value(), id));
            }
        }
        say(check, gone);
    }

    private void restateMerge(Roll.Person absorbed) {
        truths.stream()
                .filter(it -> it.fields().contains(MERGED_INTO))
                .forEach(it ->
                        it.restate(
                                absorbed,
                                merges.findStanding(absorbed.id()).orElse(null),
                                0,
                                Set.of()));
    }

    /** Things that are nowhere here are told from the check's own outbox. */
    private void say(DriftCheckDocument check, List<OutboxEntry> gone) {
        if (gone.isEmpty()) {
            return;
        }
        OptimisticWrite.<Boolean>until(
                "A check of drift",
                () -> {
                    var seen =
                            mongo.findOne(
                                    query(where("_id").is(check.id())), DriftCheckDocument.class);
                    return seen == null
                                    || outbox.update(
                                            DriftCheckDocument.class,
                                            seen.id(),
                                            seen.version(),
                                            Map.of(),
                                            gone)
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }
}
