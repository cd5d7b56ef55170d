package io.pondcrm.customer.drift;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.outbox.OutboxWriter;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Questions to those who hold copies, and the answers, whichever instance gets them. */
@Component
class Questions {

    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration KEPT = Duration.ofHours(1);

    private final MongoOperations mongo;
    private final OutboxWriter outbox;
    private final DriftEvents events;
    private final DriftSettings settings;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Questions(
            MongoOperations mongo,
            OutboxWriter outbox,
            DriftEvents events,
            DriftSettings settings,
            Ids ids,
            Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.events = events;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param service who is asked; null for all
     * @param customers null where a range is asked for
     */
    record Question(
            @Nullable String service,
            @Nullable String after,
            @Nullable String until,
            @Nullable List<String> customers,
            boolean withItems) {

        static Question ofRange(@Nullable String after, @Nullable String until) {
            return new Question(null, after, until, null, false);
        }

        static Question of(Collection<String> customers, boolean withItems) {
            return new Question(null, null, null, List.copyOf(customers), withItems);
        }

        Question goingOn(String service, String through) {
            return new Question(service, through, until, null, withItems);
        }
    }

    /**
     * Asks, and waits for all who are expected to answer, but not for ever.
     *
     * @return by service; without those who were silent
     */
    Map<String, Answer> ask(Question question, Set<String> expected, JobRun job) {
        var id = TypeId.of("ask", ids.next());
        outbox.insert(
                new DriftAskDocument(id, 1, clock.instant(), List.of()),
                List.of(events.asked(id, question, 2 * settings.page())));
        try {
            var answers = answersTo(id);
            for (var waited = Duration.ZERO;
                    !answers.keySet().containsAll(expected)
                            && waited.compareTo(settings.patience()) < 0;
                    waited = waited.plus(STEP)) {
                pause(STEP, job);
                answers = answersTo(id);
            }
            answers.keySet().retainAll(expected);
            return answers;
        } finally {
            mongo.remove(query(where("_id").is(id)), DriftAskDocument.class);
        }
    }

    /** Waits, and stops where the job is to stop. */
    static void pause(Duration time, JobRun job) {
        try {
            for (var left = time; left.isPositive(); left = left.minus(STEP)) {
                Thread.sleep(left.compareTo(STEP) < 0 ? left : STEP);
                job.check();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            job.check();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    private Map<String, Answer> answersTo(String id) {
        var answers = new HashMap<String, Answer>();
        var asked = mongo.findById(id, DriftAskDocument.class);
        if (asked != null) {
            for (var text : asked.answers()) {
                var answer = json.readValue(text, Answer.class);
                answers.put(answer.service(), answer);
            }
        }
        return answers;
    }

    /** Takes in an answer; one for which nobody waits is let go. */
    void take(String id, Answer answer) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update().push("answers", json.writeValueAsString(answer)),
                DriftAskDocument.class);
    }

    /** Throws away what a job left that died. */
    void tidy() {
        mongo.remove(
                query(where("createdAt").lt(clock.instant().minus(KEPT))), DriftAskDocument.class);
    }

    /** Throws away answers in which customers are named; there are few at any time. */
    void forget(Collection<String> customers) {
        for (var ask : mongo.findAll(DriftAskDocument.class)) {
            if (ask.answers().stream().anyMatch(it -> customers.stream().anyMatch(it::contains))) {
                mongo.remove(query(where("_id").is(ask.id())), DriftAskDocument.class);
            }
        }
    }
}
