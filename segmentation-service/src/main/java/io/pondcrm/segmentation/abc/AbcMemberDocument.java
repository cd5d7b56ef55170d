package io.pondcrm.segmentation.abc;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.abc.domain.AbcBasis;
import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.score.domain.Score;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer's place in one classification.
 *
 * @param id the classification's and the customer's
 * @param refunds what was taken off; null in classifications of before it was kept
 * @param basis null for sales in those of before there was another one
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
        @Nullable String refunds,
        Instant asOf,
        @Nullable String basis) {

    static String id(String classification, String customer) {
        return classification + ":" + customer;
    }

    static AbcMemberDocument of(String customer, AbcPlacement place, BigDecimal refunds) {
        return new AbcMemberDocument(
                id(place.classification(), customer),
                place.classification(),
                customer,
                place.abcClass().name(),
                place.rank(),
                place.value().toPlainString(),
                place.share().toPlainString(),
                place.cumulativeShare().toPlainString(),
                refunds.toPlainString(),
                place.asOf(),
                place.basis().name());
    }

    Score score(Instant at) {
        return toDomain()
                .score(
                        new CustomerId(customer),
                        refunds == null ? null : new BigDecimal(refunds),
                        at);
    }

    AbcPlacement toDomain() {
        return new AbcPlacement(
                classification,
                basis == null ? AbcBasis.SALES : AbcBasis.valueOf(basis),
                AbcClass.valueOf(abcClass),
                rank,
                new BigDecimal(value),
                new BigDecimal(share),
                new BigDecimal(cumulativeShare),
                asOf);
    }
}
