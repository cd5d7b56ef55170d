package io.pondcrm.chassis.jobs;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.basics.ProblemException;
import io.pondcrm.chassis.jobs.JobDocument.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs of a service. Whoever works on one holds it by name until its lease ends, and every
 * write of theirs is good under that name only.
 */
class JobStore {

    private static final FindAndModifyOptions AFTER =
            FindAndModifyOptions.options().returnNew(true);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final MongoOperations mongo;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration lease;

    JobStore(MongoOperations mongo, JsonMapper json, Clock clock, Duration lease) {
        this.mongo = mongo;
        this.json = json;
        this.clock = clock;
        this.lease = lease;
    }

    /** Twice the same id is once the same job. */
    void insert(
            String id, String kind, Map<String, ?> params, String client, @Nullable String system) {
        var now = clock.instant();
        try {
            mongo.insert(
                    new JobDocument(
                            id,
                            0,
                            kind,
                            State.QUEUED,
                            true,
                            now,
                            null,
                            0,
                            false,
                            json.writeValueAsString(params),
                            "{}",
                            Map.of(),
                            0,
                            0,
                            client,
                            system,
                            now,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        } catch (DuplicateKeyException _) {
            // A retry of the request that submitted it.
        }
    }

    Optional<JobDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, JobDocument.class));
    }

    /** Takes the job of this kind that has waited longest, if one waits. */
    Optional<JobDocument> claim(String kind, String holder) {
        var now = clock.instant();
        var waiting =
                mongo.find(
                        new Query(free(now).and("kind").is(kind))
                                .with(Sort.by("claimableAt"))
                                .limit(8),
                        JobDocument.class);
        for (var job : waiting) {
            var claimed =
                    mongo.findAndModify(
                            new Query(
                                    free(now)
                                            .and("_id")
                                            .is(job.id())
                                            .and("version")
                                            .is(job.version())),
                            new Update()
                                    .inc("version", 1)
                                    .set("state", State.RUNNING)
                                    .set("holder", holder)
                                    .set("claimableAt", now.plus(lease))
                                    .set(
                                            "startedAt",
                                            Objects.requireNonNullElse(job.startedAt(), now)),
                            AFTER,
                            JobDocument.class);
            if (claimed != null) {
                return Optional.of(claimed);
            }
        }
        return Optional.empty();
    }

    /** Whether there is a job of any kind that nobody works on: one look for all kinds. */
    boolean hasFree() {
        return mongo.exists(new Query(free(clock.instant())), JobDocument.class);
    }

    private static Criteria free(Instant now) {
        return where("open").is(true).and("claimableAt").lte(now);
    }

    /**
     * Writes what an attempt has to say and renews its lease.
     *
     * @return empty if the job is not this holder's any more
     */
    Optional<JobDocument> write(String id, String holder, Update update) {
        return held(id, holder, update.set("claimableAt", clock.instant().plus(lease)));
    }

    boolean finish(String id, String holder, State state, Update update) {
        return held(
                        id,
                        holder,
                        update.set("state", state)
                                .set("open", false)
                                .set("finishedAt", clock.instant())
                                .unset("holder"))
                .isPresent();
    }

    /** Lets another attempt go on, after a while. */
    void handBack(String id, String holder, Duration pause, Update update) {
        held(
                id,
                holder,
                update.set("state", State.QUEUED)
                        .set("claimableAt", clock.instant().plus(pause))
                        .unset("holder"));
    }

    private Optional<JobDocument> held(String id, String holder, Update update) {
        return Optional.ofNullable(
                mongo.findAndModify(
                        new Query(
                                where("_id").is(id).and("holder").is(holder).and("open").is(true)),
                        update.inc("version", 1),
                        AFTER,
                        JobDocument.class));
    }

    /**
     * Ends a job that nobody works on, or asks the one who does to stop.
     *
     * @return the job as it is then; empty if it had ended before
     */
    Optional<JobDocument> cancel(String id) {
        var ended =
                mongo.findAndModify(
                        new Query(where("_id").is(id).and("state").is(State.QUEUED)),
                        new Update()
                                .inc("version", 1)
                                .set("state", State.CANCELLED)
                                .set("cancelRequested", true)
                                .set("open", false)
                                .set("finishedAt", clock.instant()),
                        AFTER,
                        JobDocument.class);
        return Optional.ofNullable(
                ended != null
                        ? ended
                        : mongo.findAndModify(
                                new Query(where("_id").is(id).and("open").is(true)),
                                new Update().inc("version", 1).set("cancelRequested", true),
                                AFTER,
                                JobDocument.class));
    }

    void createIndexes() {
        var indexes = mongo.indexOps(JobDocument.class);
        for (var index :
                List.of(
                        new Index()
                                .on("kind", Sort.Direction.ASC)
                                .on("open", Sort.Direction.ASC)
                                .on("claimableAt", Sort.Direction.ASC)
                                .named("waiting"),
                        new Index()
                                .on("open", Sort.Direction.ASC)
                                .on("claimableAt", Sort.Direction.ASC)
                                .named("free"),
                        new Index()
                                .on("system", Sort.Direction.ASC)
                                .on("_id", Sort.Direction.ASC)
                                .named("ofSystem"),
                        new Index()
                                .on("kind", Sort.Direction.ASC)
                                .on("_id", Sort.Direction.ASC)
                                .named("ofKind"),
                        new Index().on("finishedAt", Sort.Direction.ASC).named("ended"))) {
            indexes.createIndex(index);
        }
    }

    MongoOperations mongo() {
        return mongo;
    }

    Map<String, Object> tree(String text) {
        return json.readValue(text, TREE);
    }

    String text(Map<String, ?> tree) {
        return json.writeValueAsString(tree);
    }

    /** The problem in both languages: nobody knows who will read it. */
    void writeProblem(Update update, ProblemException problem) {
        update.set("problem", text(membersOf(problem, Locale.ENGLISH)))
                .set("problemZh", text(membersOf(problem, Locale.SIMPLIFIED_CHINESE)));
    }

    private static Map<String, Object> membersOf(ProblemException problem, Locale locale) {
        var detail = Objects.requireNonNull(problem.toResponse(locale).getBody());
        var members = new LinkedHashMap<String, Object>();
        members.put("type", String.valueOf(detail.getType()));
        members.put("title", String.valueOf(detail.getTitle()));
        members.put("status", detail.getStatus());
        members.put("detail", String.valueOf(detail.getDetail()));
        var more = detail.getProperties();
        if (more != null) {
            more.forEach((name, value) -> {
                if (value != null) {
                    members.put(name, value);
                }
            });
        }
        return members;
    }
}
