package io.pondcrm.churn.definition;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.Rhythm;
import io.pondcrm.churn.facts.domain.Purchase;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Labels customers from what they bought, page by page. */
@Component
class LabelQueries {

    private final MongoOperations mongo;

    LabelQueries(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** The part of a standing that labels need. */
    @Document("standings")
    record PurchasesRow(
            @Id String id,
            List<PurchaseRow> purchases,
            @Nullable List<BroughtRow> brought,
            @Nullable List<MergeRow> merges) {

        /** Those that count, own and brought: none while the customer is merged into another. */
        List<Purchase> counted() {
            if (merges != null && merges.stream().anyMatch(it -> !it.undone())) {
                return List.of();
            }
            var others = brought == null ? List.<BroughtRow>of() : brought;
            return Stream.concat(
                            purchases.stream(),
                            others.stream().flatMap(it -> it.purchases().stream()))
                    .map(PurchaseRow::toDomain)
                    .sorted(Purchase.IN_TIME)
                    .toList();
        }
    }

    record BroughtRow(List<PurchaseRow> purchases) {}

    record MergeRow(boolean undone) {}

    record PurchaseRow(String id, long seq, boolean sale, Instant at, String sum, String cur) {

        Purchase toDomain() {
            return new Purchase(id, seq, sale, at, new BigDecimal(sum), cur);
        }
    }

    Page<DefinitionPayloads.LabelRow> labels(
            ChurnDefinition definition, Instant asOf, PageRequest page) {
        return page.find(
                mongo,
                // Whose conclusions are not stopped.
                Criteria.where("kept").exists(false),
                PurchasesRow.class,
                row -> {
                    var customer = new CustomerId(row.id);
                    return rhythm(definition, row, asOf)
                            .map(it -> DefinitionPayloads.LabelRow.of(definition, customer, it))
                            .orElseGet(() -> DefinitionPayloads.LabelRow.without(customer));
                });
    }

    private static Optional<Rhythm> rhythm(
            ChurnDefinition definition, PurchasesRow row, Instant asOf) {
        return definition.rhythm(
                row.counted().stream().filter(it -> !it.occurredAt().isAfter(asOf)).toList(), asOf);
    }
}
