package io.pondcrm.segmentation.benefit;

import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.benefit.domain.Benefit;
import io.pondcrm.segmentation.benefit.domain.Grant;
import io.pondcrm.segmentation.score.domain.Name;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a benefit lies in MongoDB, its grants within it: so that no two of them can overlap.
 *
 * @param yearlyCost a decimal number; null where nobody said, and so is its currency
 * @param dueAt when to look whether customers have to be told of its grants; null in documents of
 *     before that was kept: at once
 * @param schema JSON: its member names are data here, not fields; likewise a grant's parameters
 */
@Document("benefits")
@TypeAlias("benefit")
@CompoundIndex(name = "due", def = "{'dueAt': 1}")
record BenefitDocument(
        @Id String id,
        long version,
        String nameEn,
        String nameZh,
        String kind,
        String schema,
        @Nullable String yearlyCost,
        @Nullable String currency,
        List<GrantPart> grants,
        @Nullable Instant dueAt) {

    /** When nothing is due any more: a moment that does not come. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * @param grantedAt null where it was made before that was kept: taken for its beginning
     * @param announced null where it was made before that was kept: nobody was told
     */
    record GrantPart(
            String id,
            String scheme,
            String tier,
            String parameters,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant grantedAt,
            @Nullable Instant endedAt,
            @Nullable String announced) {

        static List<GrantPart> of(Benefit benefit) {
            return benefit.grants().stream()
                    .map(it ->
                            new GrantPart(
                                    it.id(),
                                    it.scheme(),
                                    it.tier(),
                                    it.parameters(),
                                    it.from(),
                                    it.until(),
                                    it.grantedAt(),
                                    it.endedAt(),
                                    it.announced().name()))
                    .toList();
        }

        Grant toDomain() {
            return new Grant(
                    id,
                    scheme,
                    tier,
                    parameters,
                    from,
                    until,
                    grantedAt == null ? from : grantedAt,
                    endedAt,
                    announced == null ? Grant.Phase.AWAITED : Grant.Phase.valueOf(announced));
        }
    }

    static BenefitDocument of(Benefit benefit) {
        var cost = benefit.yearlyCost();
        return new BenefitDocument(
                benefit.id(),
                benefit.version(),
                benefit.name().en(),
                benefit.name().zh(),
                benefit.kind(),
                benefit.schema(),
                cost == null ? null : cost.amount().toPlainString(),
                cost == null ? null : cost.currency().getCurrencyCode(),
                GrantPart.of(benefit),
                dueAt(benefit));
    }

    /** When to look at a benefit's grants again. */
    static Instant dueAt(Benefit benefit) {
        return benefit.dueAt().orElse(NEVER);
    }

    Benefit toDomain() {
        return new Benefit(
                id,
                version,
                new Name(nameEn, nameZh),
                kind,
                schema,
                yearlyCost == null || currency == null ? null : Money.of(yearlyCost, currency),
                grants.stream().map(GrantPart::toDomain).toList());
    }
}
