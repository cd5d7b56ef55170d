package io.pondcrm.segmentation.abc;

import io.pondcrm.segmentation.abc.domain.Measured;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A customer who has no class in one classification, because their profit is not known.
 *
 * @param id the classification's and the customer's
 * @param unknown how many purchases did not tell what they earned
 * @param purchases of how many
 */
@Document("abcUnmeasured")
@TypeAlias("abcUnmeasured")
@CompoundIndex(name = "customer", def = "{'classification': 1, '_id': 1}")
record AbcUnmeasuredDocument(
        @Id String id, String classification, String customer, int unknown, int purchases) {

    static AbcUnmeasuredDocument of(
            String classification, String customer, Measured.Unmeasured unmeasured) {
        return new AbcUnmeasuredDocument(
                AbcMemberDocument.id(classification, customer),
                classification,
                customer,
                unmeasured.unknown(),
                unmeasured.purchases());
    }
}
