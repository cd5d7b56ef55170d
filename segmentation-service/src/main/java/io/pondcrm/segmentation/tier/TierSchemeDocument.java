package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.segmentation.tier.domain.CutTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a tier scheme lies in MongoDB: all its versions in one document, so that they change as one.
 *
 * @param version of the document, whichever version of the scheme changes
 */
@Document("tierSchemes")
@TypeAlias("tierScheme")
record TierSchemeDocument(@Id String id, long version, List<EditionPart> editions)
        implements Outboxed {

    /**
     * @param rules as JSON, as a caller would send them
     * @param cutPoints oldest first; null in what was kept before there were quotas
     */
    record EditionPart(
            int version,
            String rules,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt,
            @Nullable List<CutTablePart> cutPoints) {}

    /** A table, as it was drawn. */
    record CutTablePart(
            String id, int number, Instant asOf, Instant from, long customers, List<CutPart> cuts) {

        static CutTablePart of(CutTable table) {
            return new CutTablePart(
                    table.id(),
                    table.number(),
                    table.asOf(),
                    table.from(),
                    table.customers(),
                    table.cuts().stream().map(CutPart::of).toList());
        }

        CutTable toDomain() {
            return new CutTable(
                    id,
                    number,
                    asOf,
                    from,
                    customers,
                    cuts.stream().map(CutPart::toDomain).toList());
        }
    }

    /**
     * @param points a decimal number; null where nobody had a place
     */
    record CutPart(String tier, @Nullable String points, long places, long reached) {

        static CutPart of(CutTable.Cut cut) {
            var points = cut.points();
            return new CutPart(
                    cut.tier(),
                    points == null ? null : points.toPlainString(),
                    cut.places(),
                    cut.reached());
        }

        CutTable.Cut toDomain() {
            return new CutTable.Cut(
                    tier, points == null ? null : new BigDecimal(points), places, reached);
        }
    }
}
