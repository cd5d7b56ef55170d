package io.pondcrm.segmentation.abc;

import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import java.math.BigDecimal;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer's place in one classification.
 *
 * @param id the classification's and the customer's
 */
@Document("abcMembers")
@TypeAlias("abcMember")
@CompoundIndex(name = "rank", def = "{'classification': 1, 'rank': 1, '_id': 1}")
@CompoundIndex(name = "class", def = "{'classification': 1, 'abcClass': 1, 'rank': 1, '_id': 1}")
record AbcMemberDocument(
        @Id String id,
        String classification,
        String customer,
        String abcClass,
        int rank,
        String value,
        String share,
        String cumulativeShare,
        Instant asOf) {

    static String id(String classification, String customer) {
        return classification + ":" + customer;
    }

    static AbcMemberDocument of(String customer, AbcPlacement place) {
        return new AbcMemberDocument(
                id(place.classification(), customer),
                place.classification(),
                customer,
                place.abcClass().name(),
                place.rank(),
                place.value().toPlainString(),
                place.share().toPlainString(),
                place.cumulativeShare().toPlainString(),
                place.asOf());
    }

    AbcPlacement toDomain() {
        return new AbcPlacement(
                classification,
                AbcClass.valueOf(abcClass),
                rank,
                new BigDecimal(value),
                new BigDecimal(share),
                new BigDecimal(cumulativeShare),
                asOf);
    }
}
