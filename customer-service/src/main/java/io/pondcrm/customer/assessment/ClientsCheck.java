package io.pondcrm.customer.assessment;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.SecurityCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Looks at what clients did in the last 30 days, as the audit trail tells. */
@Component
class ClientsCheck implements SecurityCheck {

    private static final Duration PERIOD = Duration.ofDays(30);
    private static final String AUDIT = "auditEvents";
    private static final long OFTEN = 20;

    private final MongoOperations mongo;
    private final Clock clock;

    ClientsCheck(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        var reads = byClient(Filters.eq("kind", "READ"));
        var purposeless =
                byClient(Filters.and(Filters.eq("kind", "READ"), Filters.exists("purpose", false)));
        var refused = byClient(Filters.eq("kind", "REFUSED"));
        var administers =
                byClient(
                        Filters.and(
                                Filters.eq("kind", "WRITE"),
                                Filters.regex("resource", "^/api/v1/admin/")));
        administers.forEach((client, count) -> {
            if (reads.containsKey(client)) {
                findings.add(
                        new Finding(
                                Check.OVER_WIDE_CLIENT,
                                client,
                                count,
                                reads.getOrDefault(client, 0L)));
            }
        });
        purposeless.forEach((client, count) -> {
            if (count.equals(reads.get(client))) {
                findings.add(new Finding(Check.READS_WITHOUT_PURPOSE, client, count, count));
            }
        });
        refused.forEach((client, count) -> {
            if (count >= OFTEN) {
                findings.add(new Finding(Check.CLIENT_REFUSED_OFTEN, client, count, 0));
            }
        });
        return findings;
    }

    private Map<String, Long> byClient(Bson what) {
        var since = Date.from(clock.instant().minus(PERIOD));
        var groups =
                mongo.execute(
                        AUDIT,
                        audit ->
                                audit.aggregate(
                                                List.of(
                                                        Aggregates.match(
                                                                Filters.and(
                                                                        Filters.gte("at", since),
                                                                        what)),
                                                        Aggregates.group(
                                                                "$actor",
                                                                Accumulators.sum("count", 1))))
                                        .into(new ArrayList<Document>()));
        var counts = new TreeMap<String, Long>();
        for (var group : Objects.requireNonNull(groups)) {
            counts.put(
                    String.valueOf(group.get("_id")),
                    ((Number) Objects.requireNonNull(group.get("count"))).longValue());
        }
        return counts;
    }
}
