package io.pondcrm.segmentation.benefit;

import io.pondcrm.chassis.jobs.Jobs;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.kernel.NamedUuid;
import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Hands in the jobs that tell customers of a benefit's grants, one a tier. The job's id is made of
 * what it is to tell: handed in again, by whomever, it stays one job.
 */
@Component
class AnnounceGrants {

    private static final Caller OURSELVES = new Caller("segmentation-service", Set.of(), null);

    private final MongoBenefits benefits;
    private final Jobs jobs;

    AnnounceGrants(MongoBenefits benefits, Jobs jobs) {
        this.benefits = benefits;
        this.jobs = jobs;
    }

    /**
     * @param benefit as it is stored
     * @return the jobs; none where customers know all of it
     */
    List<String> handle(Benefit benefit, Instant at) {
        var handedIn = new ArrayList<String>();
        byTier(benefit.listDue(at))
                .forEach((_, due) -> {
                    var told =
                            due.stream()
                                    .map(it -> it.id() + " " + it.phaseAt(at))
                                    .sorted()
                                    .collect(Collectors.joining(", "));
                    handedIn.add(
                            jobs.submit(
                                    NamedUuid.of("entitlements by " + told),
                                    EntitlementMembersJob.NAME,
                                    EntitlementMembersJob.params(benefit, due),
                                    OURSELVES));
                });
        benefits.note(benefit.announcedAt(at));
        return handedIn;
    }

    private static Map<String, List<Grant>> byTier(List<Grant> due) {
        return due.stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.scheme() + "/" + it.tier(),
                                TreeMap::new,
                                Collectors.toList()));
    }
}
