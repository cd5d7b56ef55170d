package io.pondcrm.customer.quality;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.identity.domain.Candidate;
import io.pondcrm.customer.identity.domain.Matching;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.CustomerWalk;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.Romanization;
import io.pondcrm.customer.quality.domain.Defect;
import io.pondcrm.customer.quality.domain.Inspection;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Looks at all customers, and puts right what can be, if that was asked for. */
@Component
class QualityRun implements JobKind {

    static final String NAME = "data-quality";
    static final String DRY_RUN = "dryRun";

    private static final int PART = 200;
    private static final int MOST_DOUBLES = 20;

    private final CustomerWalk walk;
    private final Customers customers;
    private final Inspection inspection;
    private final Matching matching;
    private final Romanization romanization;
    private final Feeds feeds;
    private final MongoFindings findings;
    private final FixFindings fixFindings;
    private final QualitySettings settings;
    private final Clock clock;

    QualityRun(
            CustomerWalk walk,
            Customers customers,
            ProfileReader reader,
            Matching matching,
            Romanization romanization,
            Feeds feeds,
            MongoFindings findings,
            FixFindings fixFindings,
            QualitySettings settings,
            Clock clock) {
        this.walk = walk;
        this.customers = customers;
        this.inspection = new Inspection(reader);
        this.matching = matching;
        this.romanization = romanization;
        this.feeds = feeds;
        this.findings = findings;
        this.fixFindings = fixFindings;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var isDry = !Boolean.FALSE.equals(job.params().get(DRY_RUN));
        var counters = new TreeMap<String, Long>();
        for (var name : List.of("read", "findings", "fixed")) {
            counters.put(name, job.counter(name));
        }
        var after =
                job.checkpoint().get("after") instanceof String last ? new CustomerId(last) : null;
        job.resultAt("/api/v1/data-quality/findings?runId=" + job.id());
        var total = walk.estimatedCount();
        do {
            var part = walk.after(after, PART);
            var found = inspect(part.customers());
            findings.see(job.id(), found, now());
            counters.merge("read", (long) part.customers().size(), Long::sum);
            var defects = found.values().stream().mapToLong(List::size).sum();
            counters.merge("findings", defects, Long::sum);
            if (!isDry) {
                counters.merge("fixed", fixAll(found), Long::sum);
            }
            after = part.last();
            job.progress(counters.getOrDefault("read", 0L), total);
            job.save(after == null ? Map.of() : Map.of("after", after.value()), counters);
        } while (after != null);
    }

    private long fixAll(Map<CustomerId, List<Defect>> found) {
        var fixed = 0L;
        for (var each : found.entrySet()) {
            for (var defect : each.getValue()) {
                if (defect.kind().fixable()) {
                    var finding = findings.find(FindingDocument.idOf(each.getKey(), defect));
                    if (finding.isPresent()
                            && fixFindings.fix(finding.get()) == FixFindings.Outcome.DONE) {
                        fixed++;
                    }
                }
            }
        }
        return fixed;
    }

    private Map<CustomerId, List<Defect>> inspect(List<Customer> part) {
        var now = now();
        // A day more than anywhere on earth.
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        var found = new TreeMap<CustomerId, List<Defect>>(Comparator.comparing(CustomerId::value));
        var arrivals =
                settings.expectedFeeds().isEmpty()
                        ? Map.<String, List<Feeds.Arrivals>>of()
                        : feeds.of(
                                part.stream()
                                        .flatMap(it -> customers.selfIdsOf(it.id()).stream())
                                        .toList());
        for (var customer : part) {
            var defects =
                    new ArrayList<>(
                            inspection.of(customer, today, now.minus(settings.staleAfter())));
            defects.addAll(doubles(customer));
            if (!settings.expectedFeeds().isEmpty()) {
                defects.addAll(missing(customer, arrivals, now));
            }
            found.put(customer.id(), defects);
        }
        return found;
    }

    /** Each pair once: it is a finding of the one who became known later. */
    private List<Defect> doubles(Customer customer) {
        var sharing =
                customers.sharing(
                        MatchKeys.strong(customer.profile(), romanization), null, MOST_DOUBLES);
        return matching.among(sharing, customer).stream()
                .filter(it -> it.verdict() == Candidate.Verdict.MATCH)
                .map(it -> it.customer().id().value())
                .filter(other -> other.compareTo(customer.id().value()) < 0)
                .map(other -> new Defect(Defect.Kind.DOUBLE, other))
                .toList();
    }

    private List<Defect> missing(
            Customer customer, Map<String, List<Feeds.Arrivals>> arrivals, Instant now) {
        var selves = customers.selfIdsOf(customer.id());
        var systems = customer.allExternalIds().stream().map(ExternalId::system).toList();
        return settings.expectedFeeds().entrySet().stream()
                .filter(it -> systems.contains(it.getKey().substring(it.getKey().indexOf(':') + 1)))
                .filter(it ->
                        selves.stream()
                                .flatMap(self -> arrivals.getOrDefault(self, List.of()).stream())
                                .noneMatch(arrived ->
                                        arrived.feed().equals(it.getKey())
                                                && arrived.lastAt()
                                                        .isAfter(now.minus(it.getValue()))))
                .map(it -> new Defect(Defect.Kind.FEED_MISSING, it.getKey()))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
