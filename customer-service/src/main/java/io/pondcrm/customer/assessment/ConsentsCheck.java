package io.pondcrm.customer.assessment;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import io.pondcrm.customer.assessment.domain.Check;
import io.pondcrm.customer.assessment.domain.Finding;
import io.pondcrm.customer.assessment.domain.SecurityCheck;
import io.pondcrm.customer.notice.domain.PublishedNotices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Looks whether grants of consent can be proven, and what they were given to. */
@Component
class ConsentsCheck implements SecurityCheck {

    private final MongoOperations mongo;
    private final PublishedNotices notices;

    ConsentsCheck(MongoOperations mongo, PublishedNotices notices) {
        this.mongo = mongo;
        this.notices = notices;
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        var grants = new TreeMap<String, Long>();
        var all = 0L;
        for (var group : grants(Filters.empty())) {
            var version = group.get("_id");
            grants.put(version == null ? "" : version.toString(), count(group));
            all += count(group);
        }
        var unproven =
                grants(Filters.exists("statements.evidence", false)).stream()
                        .mapToLong(ConsentsCheck::count)
                        .sum();
        if (unproven > 0) {
            findings.add(
                    new Finding(
                            Check.CONSENT_WITHOUT_EVIDENCE, "consents.evidence", unproven, all));
        }
        var published = notices.publishedAt(grants.keySet());
        for (var grant : grants.entrySet()) {
            if (!published.containsKey(grant.getKey())) {
                findings.add(
                        new Finding(
                                Check.CONSENT_WITHOUT_NOTICE,
                                grant.getKey(),
                                grant.getValue(),
                                all));
            }
        }
        if (!notices.isAnyInForce()) {
            findings.add(new Finding(Check.NO_NOTICE_IN_FORCE, "privacy-notices", 1, 0));
        }
        return findings;
    }

    private static long count(Document group) {
        return ((Number) Objects.requireNonNull(group.get("count"))).longValue();
    }

    private List<Document> grants(Bson which) {
        return Objects.requireNonNull(
                mongo.execute(
                        "consents",
                        consents ->
                                consents.aggregate(
                                                List.of(
                                                        Aggregates.unwind("$statements"),
                                                        Aggregates.match(
                                                                Filters.and(
                                                                        Filters.eq(
                                                                                "statements.decision",
                                                                                "GRANTED"),
                                                                        which)),
                                                        Aggregates.group(
                                                                "$statements.textVersion",
                                                                Accumulators.sum("count", 1))))
                                        .into(new ArrayList<Document>())));
    }
}
