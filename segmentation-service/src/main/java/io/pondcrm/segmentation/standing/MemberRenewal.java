package io.pondcrm.segmentation.standing;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.segment.domain.Memberships;
import io.pondcrm.segmentation.segment.domain.Segment;
import io.pondcrm.segmentation.standing.CustomersInMemory.InSegment;
import io.pondcrm.segmentation.standing.CustomersInMemory.Known;
import io.pondcrm.segmentation.standing.domain.Definitions;
import io.pondcrm.segmentation.standing.domain.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at everybody in memory and reconsiders only those whom a segment's new definition moves, or
 * for whom it names an earlier moment to look again. Without a copy in memory it reconsiders all.
 */
@Component
class MemberRenewal implements Memberships {

    private static final int PART = 5_000;

    private final CustomersInMemory memory;
    private final MongoStandings standings;
    private final CurrentDefinitions definitions;
    private final Clock clock;

    MemberRenewal(
            CustomersInMemory memory,
            MongoStandings standings,
            CurrentDefinitions definitions,
            Clock clock) {
        this.memory = memory;
        this.standings = standings;
        this.definitions = definitions;
        this.clock = clock;
    }

    @Override
    public void renew(String segment, @Nullable CustomerId after, Facts.Reached reached) {
        definitions.awaitRefresh();
        if (memory.refresh()) {
            standings.reconsider(parts(segment, after), reached);
        } else {
            standings.reconsiderAllNow(after, reached);
        }
    }

    private Iterator<MongoStandings.Part> parts(String segment, @Nullable CustomerId after) {
        var against = definitions.get();
        var at = clock.instant();
        var defined =
                against.segments().stream()
                        .filter(it -> it.id().equals(segment))
                        .findFirst()
                        .orElse(null);
        return Stream.iterate(
                        memory.listAfter(after, PART),
                        part -> !part.isEmpty(),
                        part -> memory.listAfter(part.getLast().facts().customer(), PART))
                .map(part -> {
                    var moved = new ArrayList<CustomerId>();
                    for (var known : part) {
                        if (isMoved(known, segment, defined, against, at)) {
                            moved.add(known.facts().customer());
                        }
                    }
                    return new MongoStandings.Part(
                            part.getLast().facts().customer(), part.size(), moved);
                })
                .iterator();
    }

    private static boolean isMoved(
            Known known, String id, @Nullable Segment defined, Definitions against, Instant at) {
        if (defined == null) {
            return known.segments().stream().anyMatch(it -> it.segment().equals(id));
        }
        var subject = Standing.subject(known.facts(), known.abc(), against, at);
        var matches = defined.predicate().matches(subject);
        if (matches != known.segments().contains(new InSegment(id, defined.version()))
                || !matches && known.segments().stream().anyMatch(it -> it.segment().equals(id))) {
            return true;
        }
        var review = subject.reviewAt(defined.predicate());
        return review != null && (known.reviewAt() == null || review.isBefore(known.reviewAt()));
    }
}
