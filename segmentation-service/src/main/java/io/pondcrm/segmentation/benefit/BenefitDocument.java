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
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a benefit lies in MongoDB, its grants within it: so that no two of them can overlap.
 *
 * @param yearlyCost a decimal number; null where nobody said, and so is its currency
 * @param schema JSON: its member names are data here, not fields; likewise a grant's parameters
 */
@Document("benefits")
@TypeAlias("benefit")
record BenefitDocument(
        @Id String id,
        long version,
        String nameEn,
        String nameZh,
        String kind,
        String schema,
        @Nullable String yearlyCost,
        @Nullable String currency,
        List<GrantPart> grants) {

    record GrantPart(
            String id,
            String scheme,
            String tier,
            String parameters,
            Instant from,
            @Nullable Instant until) {

        static List<GrantPart> of(Benefit benefit) {
            return benefit.grants().stream()
                    .map(it ->
                            new GrantPart(
                                    it.id(),
                                    it.scheme(),
                                    it.tier(),
                                    it.parameters(),
                                    it.from(),
                                    it.until()))
                    .toList();
        }

        Grant toDomain() {
            return new Grant(id, scheme, tier, parameters, from, until);
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
                GrantPart.of(benefit));
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
