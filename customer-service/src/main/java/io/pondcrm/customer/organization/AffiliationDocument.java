package io.pondcrm.customer.organization;

import io.pondcrm.customer.organization.domain.Affiliation;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an affiliation lies in MongoDB.
 *
 * @param id the organization's
 */
@Document("organization_affiliations")
@TypeAlias("organization-affiliation")
record AffiliationDocument(
        @Id String id,
        long version,
        List<Line> steps,
        @Nullable String claimed,
        @Nullable Instant claimedAt) {

    record Line(@Nullable String parent, Instant from, String source) {}

    static AffiliationDocument of(Affiliation it) {
        return new AffiliationDocument(
                it.organization().value(),
                it.version(),
                it.steps().stream()
                        .map(step ->
                                new Line(
                                        step.parent() == null ? null : step.parent().value(),
                                        step.from(),
                                        step.source()))
                        .toList(),
                it.claimed() == null ? null : it.claimed().value(),
                it.claimedAt());
    }

    Affiliation toDomain() {
        return new Affiliation(
                new CustomerId(id),
                version,
                steps.stream()
                        .map(it ->
                                new Affiliation.Step(
                                        it.parent() == null ? null : new CustomerId(it.parent()),
                                        it.from(),
                                        it.source()))
                        .toList(),
                claimed == null ? null : new CustomerId(claimed),
                claimedAt);
    }
}
