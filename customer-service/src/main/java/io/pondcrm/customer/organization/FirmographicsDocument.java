package io.pondcrm.customer.organization;

import io.pondcrm.customer.organization.domain.Firmographics;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a year of an organization lies in MongoDB. Readable: it is about companies, not persons.
 *
 * @param id the organization's id, a space, the year
 */
@Document("firmographics")
@TypeAlias("firmographics")
record FirmographicsDocument(
        @Id String id, String organization, int year, long version, List<Line> statements) {

    record Line(
            @Nullable Long employees,
            @Nullable String industry,
            @Nullable Integer industryRank,
            @Nullable Amount assets,
            @Nullable Amount revenue,
            @Nullable String marketShare,
            String source,
            Instant recordedAt) {

        static Line of(Firmographics.Statement it) {
            var figures = it.figures();
            return new Line(
                    figures.employees(),
                    figures.industry(),
                    figures.industryRank(),
                    Amount.of(figures.assets()),
                    Amount.of(figures.revenue()),
                    figures.marketShare() == null ? null : figures.marketShare().toPlainString(),
                    it.source(),
                    it.recordedAt());
        }

        Firmographics.Statement toDomain() {
            return new Firmographics.Statement(
                    new Firmographics.Figures(
                            employees,
                            industry,
                            industryRank,
                            assets == null ? null : assets.toDomain(),
                            revenue == null ? null : revenue.toDomain(),
                            marketShare == null ? null : new BigDecimal(marketShare)),
                    source,
                    recordedAt);
        }
    }

    record Amount(String amount, String currency) {

        static @Nullable Amount of(@Nullable Money money) {
            return money == null
                    ? null
                    : new Amount(
                            money.amount().toPlainString(), money.currency().getCurrencyCode());
        }

        Money toDomain() {
            return Money.of(amount, currency);
        }
    }

    static String idOf(CustomerId organization, int year) {
        return organization.value() + " " + year;
    }

    static FirmographicsDocument of(Firmographics it) {
        return new FirmographicsDocument(
                idOf(it.organization(), it.year()),
                it.organization().value(),
                it.year(),
                it.version(),
                it.statements().stream().map(Line::of).toList());
    }

    Firmographics toDomain() {
        return new Firmographics(
                new CustomerId(organization),
                year,
                version,
                statements.stream().map(Line::toDomain).toList());
    }
}
