package io.pondcrm.segmentation.standing;

import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import io.pondcrm.segmentation.segment.domain.SegmentSubjects;
import io.pondcrm.segmentation.standing.domain.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Shows customers to predicates, with every conclusion drawn now. */
@Component
class MongoSegmentSubjects implements SegmentSubjects {

    /** What a preview waits for the latest writes; there are more after a mass change only. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final CustomersInMemory memory;
    private final CurrentDefinitions definitions;
    private final Clock clock;

    MongoSegmentSubjects(
            MongoOperations mongo,
            CustomersInMemory memory,
            CurrentDefinitions definitions,
            Clock clock) {
        this.mongo = mongo;
        this.memory = memory;
        this.definitions = definitions;
        this.clock = clock;
    }

    @Override
    public Optional<SegmentSubject> find(CustomerId customer) {
        return Optional.ofNullable(mongo.findById(customer.value(), StandingDocument.class))
                .map(this::subject);
    }

    @Override
    public List<SegmentSubject> listAfter(@Nullable CustomerId after, int limit) {
        if (after == null ? memory.refreshWithin(PATIENCE) : memory.isWhole()) {
            var at = clock.instant();
            var against = definitions.get();
            return memory.listAfter(after, limit).stream()
                    .map(it -> Standing.subject(it.facts(), it.abc(), against, at))
                    .toList();
        }
        var query = query(StandingDocument.profiled(after));
        return mongo.find(query.with(Sort.by("_id")).limit(limit), StandingDocument.class).stream()
                .map(this::subject)
                .toList();
    }

    private SegmentSubject subject(StandingDocument document) {
        return Standing.subject(
                document.facts(), document.standing().abc(), definitions.get(), clock.instant());
    }
}
