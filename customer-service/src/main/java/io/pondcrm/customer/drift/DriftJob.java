package io.pondcrm.customer.drift;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.kernel.CustomerId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * First all are compared, page by page; then those who differed are looked at again until nothing
 * else can be the reason. What is on its way is no drift: a difference counts when the truth stood
 * still between two looks, nothing of it waited to leave, and the service had handled at the second
 * look all that there was for it at the first.
 */
@Component
class DriftJob implements JobKind {

    static final String NAME = "drift-check";

    private static final int BATCH = 100;
    private static final String ALL_COMPARED = "allCompared";

    private final Roll roll;
    private final Statements statements;
    private final Questions questions;
    private final Differences differences;
    private final DriftSettings settings;
    private final MongoOperations mongo;
    private final JsonMapper json = JsonMapper.builder().build();

    DriftJob(
            Roll roll,
            Statements statements,
            Questions questions,
            Differences differences,
            DriftSettings settings,
            MongoOperations mongo) {
        this.roll = roll;
        this.statements = statements;
        this.questions = questions;
        this.differences = differences;
        this.settings = settings;
        this.mongo = mongo;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        questions.tidy();
        var check = mongo.findById(job.id(), DriftCheckDocument.class);
        if (check == null) {
            return;
        }
        var attempt = new Attempt(job, check);
        if (!Boolean.TRUE.equals(job.checkpoint().get(ALL_COMPARED))) {
            attempt.compareAll();
        }
        attempt.lookAgain();
        attempt.end();
    }

    private final class Attempt {

        private final JobRun job;
        private final String check;
        private final Set<String> expected;
        private final Set<String> silent;
        private long customers;

        Attempt(JobRun job, DriftCheckDocument check) {
            this.job = job;
            this.check = check.id();
            this.silent = new TreeSet<>(check.silent());
            this.expected = new TreeSet<>(check.services());
            this.expected.removeAll(silent);
            this.customers = job.counter("customers");
        }

        void compareAll() {
            var after = job.checkpoint().get("after") instanceof String id ? id : null;
            for (var isLast = false; !isLast; ) {
                var page =
                        roll.after(after == null ? null : new CustomerId(after), settings.page());
                isLast = page.size() < settings.page();
                var until = isLast ? null : page.getLast().value();
                compare(page.stream().map(CustomerId::value).toList(), after, until);
                customers += page.size();
                after = until;
                job.progress(customers, 0);
                save(isLast || after == null ? Map.of(ALL_COMPARED, true) : Map.of("after", after));
            }
        }

        private void compare(List<String> page, @Nullable String after, @Nullable String until) {
            var truth = statements.of(page);
            var answers = ask(Questions.Question.ofRange(after, until));
            for (var answer : answers.values()) {
                compare(page, truth, answer, after);
                // Who holds more than was asked for goes on until all is told.
                var part = answer;
                for (var through = part.through(); through != null; through = part.through()) {
                    var more =
                            questions.ask(
                                    Questions.Question.ofRange(after, until)
                                            .goingOn(answer.service(), through),
                                    Set.of(answer.service()),
                                    job);
                    var next = more.get(answer.service());
                    if (next == null) {
                        silence(Set.of(answer.service()));
                        break;
                    }
                    compare(page, truth, next, through);
                    part = next;
                }
            }
        }

        private void compare(
                List<String> page,
                Map<String, Statements.Statement> truth,
                Answer answer,
                @Nullable String after) {
            var copies = answer.byCustomer();
            var ids = new TreeSet<>(page);
            ids.addAll(copies.keySet());
            for (var id : ids) {
                if ((after == null || id.compareTo(after) > 0) && answer.isAbout(id)) {
                    var said = truth.get(id);
                    Comparison.of(
                                    said == null ? null : said.copy(),
                                    answer.fieldSet(),
                                    copies.get(id))
                            .ifPresent(it -> suspect(answer, id, said, said != null, it));
                }
            }
        }

        private void suspect(
                Answer answer,
                String customer,
                Statements.@Nullable Statement said,
                boolean isSettled,
                Comparison wrong) {
            var counts = isSettled && (said == null || !said.isWaiting());
            differences.suspect(
                    check,
                    answer.service(),
                    customer,
                    wrong,
                    counts ? seen(said) : null,
                    counts && !answer.told().isEmpty()
                            ? json.writeValueAsString(answer.told())
                            : null);
        }

        private static String seen(Statements.@Nullable Statement said) {
            return said == null ? "nobody" : said.seen();
        }

        private Map<String, Answer> ask(Questions.Question question) {
            var answers = questions.ask(question, expected, job);
            var missing = new TreeSet<>(expected);
            missing.removeAll(answers.keySet());
            silence(missing);
            return answers;
        }

        private void silence(Set<String> services) {
            if (!services.isEmpty()) {
                expected.removeAll(services);
                silent.addAll(services);
                mongo.updateFirst(
                        query(where("_id").is(check)),
                        new Update().set("silent", List.copyOf(silent)),
                        DriftCheckDocument.class);
            }
        }

        void lookAgain() {
            var look =
                    job.checkpoint().get("look") instanceof Number number ? number.intValue() : 0;
            for (;
                    look < settings.looks() && differences.has(check, DriftState.SUSPECTED);
                    look++) {
                Questions.pause(settings.rest(), job);
                differences.each(check, DriftState.SUSPECTED, BATCH, this::look);
                save(Map.of(ALL_COMPARED, true, "look", look + 1));
            }
            differences.moveAll(check, DriftState.SUSPECTED, DriftState.UNSETTLED);
        }

        private void look(List<DriftDifferenceDocument> suspects) {
            var ids = new LinkedHashSet<String>();
            suspects.forEach(it -> ids.add(it.customerId()));
            var before = statements.of(ids);
            var answers = ask(Questions.Question.of(ids, false));
            var after = statements.of(ids);
            for (var suspect : suspects) {
                var answer = answers.get(suspect.service());
                if (answer != null) {
                    look(
                            suspect,
                            answer,
                            before.get(suspect.customerId()),
                            after.get(suspect.customerId()));
                }
            }
        }

        private void look(
                DriftDifferenceDocument suspect,
                Answer answer,
                Statements.@Nullable Statement before,
                Statements.@Nullable Statement after) {
            var wrong =
                    Comparison.of(
                            after == null ? null : after.copy(),
                            answer.fieldSet(),
                            answer.byCustomer().get(suspect.customerId()));
            if (wrong.isEmpty()) {
                differences.clear(suspect);
                return;
            }
            var stoodStill =
                    seen(before).equals(seen(after))
                            && (before == null || !before.isWaiting())
                            && (after == null || !after.isWaiting());
            var told = suspect.told();
            if (stoodStill
                    && told != null
                    && seen(after).equals(suspect.seen())
                    && answer.hasHeard(json.readValue(told, new TypeReference<>() {}))) {
                differences.suspect(
                        check,
                        answer.service(),
                        suspect.customerId(),
                        wrong.get(),
                        suspect.seen(),
                        told);
                differences.move(suspect, DriftState.FOUND);
            } else if (told == null || !stoodStill || !seen(after).equals(suspect.seen())) {
                suspect(answer, suspect.customerId(), after, stoodStill, wrong.get());
            }
        }

        private void save(Map<String, ?> checkpoint) {
            job.save(checkpoint, counters());
        }

        private Map<String, Long> counters() {
            var counts = differences.counts(check);
            var counters = new HashMap<String, Long>();
            counters.put("customers", customers);
            counters.put("found", counts.getOrDefault(DriftState.FOUND, 0L));
            counters.put("unsettled", counts.getOrDefault(DriftState.UNSETTLED, 0L));
            counters.put("silent", (long) silent.size());
            return counters;
        }

        void end() {
            mongo.updateFirst(
                    query(where("_id").is(check)),
                    new Update().set("customers", customers),
                    DriftCheckDocument.class);
            job.resultAt("/api/v1/drift-checks/" + check + "/differences");
            save(Map.of(ALL_COMPARED, true, "look", settings.looks()));
        }
    }
}
