package io.pondcrm.segmentation.abc;

import io.pondcrm.kernel.CustomerId;
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
 * @param refunds what was taken off the sales; null in classifications of before it was kept
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
        Instant asOf) {

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
                place.asOf());
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
                AbcClass.valueOf(abcClass),
                rank,
                new BigDecimal(value),
                new BigDecimal(share),
                new BigDecimal(cumulativeShare),
                asOf);
    }
}
