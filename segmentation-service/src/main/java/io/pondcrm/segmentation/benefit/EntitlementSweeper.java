package io.pondcrm.segmentation.benefit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.Sweeper;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.benefit.domain.Holding;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.standing.domain.Mover;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Looks which grants begin or end now, and whose benefits rest on a person's decision that ends
 * now. Of a grant all members of a tier are told, by a job; the decision was one customer's.
 */
@Component
class EntitlementSweeper extends Sweeper {

    private static final int BATCH = 500;

    private final MongoBenefits benefits;
    private final AnnounceGrants announceGrants;
    private final AnnounceEntitlements announce;
    private final Facts facts;
    private final MongoOperations mongo;
    private final Clock clock;

    EntitlementSweeper(
            MongoBenefits benefits,
            AnnounceGrants announceGrants,
            AnnounceEntitlements announce,
            Facts facts,
            MongoOperations mongo,
            Clock clock,
            BenefitSettings settings) {
        super("entitlement-sweeper", settings.sweepInterval());
        this.benefits = benefits;
        this.announceGrants = announceGrants;
        this.announce = announce;
        this.facts = facts;
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    protected boolean sweep() {
        var now = clock.instant();
        benefits.listDue(now).forEach(it -> announceGrants.handle(it, now));
        return decisionsEnded(now) == BATCH;
    }

    private int decisionsEnded(Instant now) {
        var due = query(where("dueAt").lte(now)).with(Sort.by("dueAt")).limit(BATCH);
        var looks = new LinkedHashMap<CustomerId, Map<String, Mover>>();
        for (var document : mongo.find(due, EntitlementDocument.class)) {
            looks.put(
                    new CustomerId(document.id()),
                    document.toDomain().holdings().stream()
                            .map(Holding::scheme)
                            .distinct()
                            .collect(Collectors.toMap(it -> it, _ -> new Mover.Time())));
        }
        // Their tiers first: what they have from now on follows from them.
        facts.reconsider(List.copyOf(looks.keySet()));
        announce.handle(looks, Priority.LIVE);
        return looks.size();
    }
}
