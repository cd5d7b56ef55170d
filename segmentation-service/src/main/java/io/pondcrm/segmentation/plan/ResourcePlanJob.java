package io.pondcrm.segmentation.plan;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a plan by what the customers of each tier spent lately: what is lost if they go. Looks at
 * every customer for it, and goes on where it broke off.
 */
@Component
class ResourcePlanJob implements JobKind {

    static final String NAME = "resource-plan";
    static final Duration WINDOW = Duration.ofDays(365);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PLAN = "plan";
    private static final String ASKED = "asked";
    private static final String AS_OF = "asOf";
    private static final String AFTER = "after";
    private static final String SPEND = "spend";
    private static final String CUSTOMERS = "customers";
    private static final int BATCH = 500;

    private final Facts facts;
    private final HeldTiers tiers;
    private final MakePlan makePlan;
    private final String currency;

    ResourcePlanJob(
            Facts facts,
            HeldTiers tiers,
            MakePlan makePlan,
            @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.facts = facts;
        this.tiers = tiers;
        this.makePlan = makePlan;
        this.currency = currency;
    }

    /** What a job is told of a plan to be made. */
    static Map<String, String> params(String id, ResourcePlanPayloads.NewPlan body, Instant at) {
        return Map.of(PLAN, id, ASKED, JSON.writeValueAsString(body), AS_OF, at.toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = text(job, PLAN);
        var asked = JSON.readValue(text(job, ASKED), ResourcePlanPayloads.NewPlan.class);
        var at = Instant.parse(text(job, AS_OF));
        job.resultAt("/api/v1/resource-plans/" + id);
        if (makePlan.find(id).isEmpty()) {
            makePlan.handle(id, asked, spend(job, makePlan.scheme(asked), at), at);
        }
    }

    private static String text(JobRun job, String param) {
        return Objects.requireNonNull(job.params().get(param), param).toString();
    }

    /** Sales less refunds of the last 365 days by tier. */
    private Map<String, BigDecimal> spend(JobRun job, String scheme, Instant at) {
        var sums = new TreeMap<String, BigDecimal>();
        if (job.checkpoint().get(SPEND) instanceof Map<?, ?> before) {
            before.forEach(
                    (tier, sum) -> sums.put(tier.toString(), new BigDecimal(sum.toString())));
        }
        var total = facts.estimateCount();
        var done = job.counter(CUSTOMERS);
        var after = job.checkpoint().get(AFTER);
        for (var page :
                facts.pagesAfter(after == null ? null : new CustomerId(after.toString()), BATCH)) {
            for (var known : page) {
                tiers.find(scheme, known, at)
                        .ifPresent(
                                held -> sums.merge(held.tier(), net(known, at), BigDecimal::add));
            }
            done += page.size();
            job.progress(done, total);
            var written = new TreeMap<String, String>();
            sums.forEach((tier, sum) -> written.put(tier, sum.toPlainString()));
            job.save(
                    Map.of(AFTER, page.getLast().customer().value(), SPEND, written),
                    Map.of(CUSTOMERS, done));
        }
        return sums;
    }

    private BigDecimal net(CustomerFacts known, Instant at) {
        return known.purchasesAt(at, currency, WINDOW).stream()
                .map(it -> it.signedAmount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
