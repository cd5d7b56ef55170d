package io.pondcrm.segmentation.association;

import io.pondcrm.segmentation.association.domain.AssociationRule;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One rule of one search.
 *
 * @param rank 1 for the strongest
 */
@Document("associationRules")
@TypeAlias("associationRule")
@CompoundIndex(name = "rank", def = "{'search': 1, 'rank': 1, '_id': 1}")
@CompoundIndex(name = "antecedent", def = "{'search': 1, 'antecedent': 1, 'rank': 1, '_id': 1}")
@CompoundIndex(name = "consequent", def = "{'search': 1, 'consequent': 1, 'rank': 1, '_id': 1}")
record AssociationRuleDocument(
        @Id String id,
        String search,
        int rank,
        List<String> antecedent,
        String consequent,
        long count,
        long antecedentCount,
        long consequentCount,
        long baskets) {

    static AssociationRuleDocument of(String search, int rank, AssociationRule rule) {
        return new AssociationRuleDocument(
                search + ":" + rank,
                search,
                rank,
                rule.antecedent(),
                rule.consequent(),
                rule.count(),
                rule.antecedentCount(),
                rule.consequentCount(),
                rule.baskets());
    }

    AssociationRule toDomain() {
        return new AssociationRule(
                antecedent, consequent, count, antecedentCount, consequentCount, baskets);
    }
}
