package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.chassis.outbox.Priority;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Grant;
import io.pondcrm.segmentation.standing.domain.Mover;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells what those who stand in a tier are entitled to, after a grant to it was made or ended, or
 * one of its dates was reached. Who comes into the tier meanwhile is told by that move.
 */
@Component
class EntitlementMembersJob implements JobKind {

    static final String NAME = "entitlement-members";

    private static final int PAGE = 1_000;
    private static final String AFTER = "after";
    private static final String DEED = "deed";

    private final HeldTiers tiers;
    private final AnnounceEntitlements announce;

    EntitlementMembersJob(HeldTiers tiers, AnnounceEntitlements announce) {
        this.tiers = tiers;
        this.announce = announce;
    }

    /**
     * @param due grants of one tier
     */
    static Map<String, String> params(Benefit benefit, List<Grant> due) {
        var grant = due.getFirst();
        return Map.of(
                "benefit",
                benefit.id(),
                "scheme",
                grant.scheme(),
                "tier",
                grant.tier(),
                DEED,
                Boolean.toString(due.stream().anyMatch(Grant::isDeed)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var scheme = text(job, "scheme");
        var tier = text(job, "tier");
        var mover =
                Boolean.parseBoolean(text(job, DEED)) ? new Mover.Definition() : new Mover.Time();
        var total = tiers.count(scheme).getOrDefault(tier, 0L);
        var done = job.counter("customers");
        job.resultAt("/api/v1/benefits/" + text(job, "benefit"));
        List<CustomerId> page;
        do {
            page = tiers.listMembers(scheme, tier, after(job), PAGE);
            var looks = new LinkedHashMap<CustomerId, Map<String, Mover>>();
            page.forEach(it -> looks.put(it, Map.of(scheme, mover)));
            announce.handle(looks, Priority.BULK);
            done += page.size();
            job.progress(done, Math.max(done, total));
            if (!page.isEmpty()) {
                job.save(Map.of(AFTER, page.getLast().value()), Map.of("customers", done));
            }
        } while (page.size() == PAGE);
    }

    private static @Nullable CustomerId after(JobRun job) {
        var after = job.checkpoint().get(AFTER);
        return after == null ? null : new CustomerId(after.toString());
    }

    private static String text(JobRun job, String name) {
        return Objects.requireNonNull(job.params().get(name)).toString();
    }
}
