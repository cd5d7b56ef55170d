package io.pondcrm.segmentation.abc;

import io.pondcrm.segmentation.MovePart;
import io.pondcrm.segmentation.abc.domain.AbcBasis;
import io.pondcrm.segmentation.abc.domain.AbcClassification;
import io.pondcrm.segmentation.abc.domain.AbcTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a classification lies in MongoDB.
 *
 * @param finished whether its members are all there
 * @param classes empty until then
 * @param basis null for sales in those of before there was another one
 * @param unmeasured how many customers have no class because their profit is not known
 * @param trial whether nobody has a class by it before it is published; null for no
 * @param publishedAt null of what was on trial and is not published, and of what never was on trial
 * @param against the one in use when a trial was compared with it; null if there was none
 * @param moves null of what was not compared
 * @param retiredAt null until it is taken out of use
 */
@Document("abcClassifications")
@TypeAlias("abcClassification")
@CompoundIndex(name = "asOf", def = "{'finished': 1, 'asOf': 1, '_id': 1}")
record AbcDocument(
        @Id String id,
        String name,
        String currency,
        @Nullable String window,
        String cutA,
        String cutB,
        Instant asOf,
        boolean finished,
        int customers,
        @Nullable String total,
        List<Summary> classes,
        @Nullable String basis,
        @Nullable Integer unmeasured,
        @Nullable Boolean trial,
        @Nullable Instant publishedAt,
        @Nullable String against,
        @Nullable List<MovePart> moves,
        @Nullable Instant retiredAt) {

    record Summary(String abcClass, int customers, String value, String share) {}

    static AbcDocument begun(AbcClassification classification, boolean trial) {
        var window = classification.window();
        return new AbcDocument(
                classification.id(),
                classification.name(),
                classification.currency(),
                window == null ? null : window.toString(),
                classification.cuts().a().toPlainString(),
                classification.cuts().b().toPlainString(),
                classification.asOf(),
                false,
                0,
                null,
                List.of(),
                classification.basis().name(),
                null,
                trial ? true : null,
                null,
                null,
                null,
                null);
    }

    /** Whether it only is to be looked at so far. */
    boolean isOnTrial() {
        return trial != null && trial && publishedAt == null;
    }

    /** When it began to decide, or ended to. */
    Instant turnedAt() {
        if (retiredAt != null) {
            return retiredAt;
        }
        return publishedAt != null && publishedAt.isAfter(asOf) ? publishedAt : asOf;
    }

    AbcBasis ranksBy() {
        return basis == null ? AbcBasis.SALES : AbcBasis.valueOf(basis);
    }

    AbcClassification toDomain() {
        return new AbcClassification(
                id,
                name,
                ranksBy(),
                currency,
                window == null ? null : Duration.parse(window),
                new AbcTable.Cuts(new BigDecimal(cutA), new BigDecimal(cutB)),
                asOf);
    }
}
