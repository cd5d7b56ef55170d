package io.pondcrm.engagement.playbook;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.engagement.playbook.domain.Enrolment;
import io.pondcrm.engagement.playbook.domain.Enrolment.Course;
import io.pondcrm.engagement.playbook.domain.Sale;
import io.pondcrm.engagement.playbook.domain.StageEntry;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an enrolment lies in MongoDB.
 *
 * @param obstacle for who was skipped; the following are then absent
 * @param cell scheme, stage and group in one, to count by
 */
@Document("enrolments")
@TypeAlias("enrolment")
@CompoundIndex(name = "playbook", def = "{'playbook': 1, 'enteredAt': 1, '_id': 1}")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'enteredAt': 1, '_id': 1}")
@CompoundIndex(name = "age", def = "{'decidedAt': 1}")
@CompoundIndex(name = "lately", def = "{'playbook': 1, 'decidedAt': 1}")
record EnrolmentDocument(
        @Id String id,
        long version,
        String playbook,
        String scheme,
        String stage,
        long strategyVersion,
        String customerId,
        Instant enteredAt,
        Instant decidedAt,
        Part group,
        Enrolment.@Nullable Obstacle obstacle,
        @Nullable String cell,
        @Nullable Instant windowEnds,
        @Nullable String done,
        boolean converted,
        @Nullable Instant convertedAt,
        @Nullable String transactionId)
        implements Outboxed {

    /** The groups, and those who are in none. */
    enum Part {
        TREATED,
        HOLDOUT,
        SKIPPED
    }

    static EnrolmentDocument of(Enrolment enrolment) {
        return switch (enrolment.course()) {
            case Course.Skipped(var why) ->
                    of(enrolment, Part.SKIPPED, why, null, null, Optional.empty());
            case Course.Watched(var group, var until, var done, var converting) ->
                    of(
                            enrolment,
                            Part.valueOf(group.name()),
                            null,
                            until,
                            done.orElse(null),
                            converting);
        };
    }

    private static EnrolmentDocument of(
            Enrolment enrolment,
            Part part,
            Enrolment.@Nullable Obstacle obstacle,
            @Nullable Instant windowEnds,
            @Nullable String done,
            Optional<Sale> converting) {
        var entry = enrolment.entry();
        return new EnrolmentDocument(
                enrolment.id(),
                enrolment.version(),
                entry.playbook(),
                entry.scheme(),
                entry.stage(),
                entry.strategyVersion(),
                entry.customer().value(),
                entry.enteredAt(),
                enrolment.decidedAt(),
                part,
                obstacle,
                part == Part.SKIPPED ? null : new Cell(entry.scheme(), entry.stage(), part).text(),
                windowEnds,
                done,
                converting.isPresent(),
                converting.map(Sale::at).orElse(null),
                converting.map(Sale::transaction).orElse(null));
    }

    Enrolment toDomain() {
        var customer = new CustomerId(customerId);
        return new Enrolment(
                id,
                version,
                new StageEntry(customer, scheme, stage, playbook, strategyVersion, enteredAt),
                decidedAt,
                obstacle == null
                        ? new Course.Watched(
                                Enrolment.Group.valueOf(group.name()),
                                Objects.requireNonNull(windowEnds),
                                Optional.ofNullable(done),
                                convertedAt == null || transactionId == null
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Sale(transactionId, customer, convertedAt)))
                        : new Course.Skipped(obstacle));
    }

    /** What enrolments are counted by. */
    record Cell(String scheme, String stage, Part group) {

        String text() {
            return scheme + "/" + stage + "/" + group;
        }

        static Cell parse(String text) {
            var parts = text.split("/", -1);
            return new Cell(parts[0], parts[1], Part.valueOf(parts[2]));
        }
    }
}
