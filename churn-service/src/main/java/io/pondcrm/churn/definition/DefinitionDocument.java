package io.pondcrm.churn.definition;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.Name;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How one version of a definition lies in MongoDB.
 *
 * @param key definition and version, so that a version is there once
 * @param request that made it
 */
@Document("churnDefinitions")
@TypeAlias("churnDefinition")
record DefinitionDocument(
        @Id String key,
        String definition,
        int number,
        String nameEn,
        String nameZh,
        String atRiskAfter,
        String churnedAfter,
        int priorDays,
        int priorWeight,
        int horizonDays,
        String zone,
        String currency,
        Instant publishedAt,
        String request) {

    static DefinitionDocument of(ChurnDefinition it, String request) {
        return new DefinitionDocument(
                it.id() + "/" + it.version(),
                it.id(),
                it.version(),
                it.name().en(),
                it.name().zh(),
                it.atRiskAfter().toPlainString(),
                it.churnedAfter().toPlainString(),
                it.priorDays(),
                it.priorWeight(),
                it.horizonDays(),
                it.zone().getId(),
                it.currency(),
                it.publishedAt(),
                request);
    }

    ChurnDefinition toDomain() {
        return new ChurnDefinition(
                definition,
                number,
                new Name(nameEn, nameZh),
                new BigDecimal(atRiskAfter),
                new BigDecimal(churnedAfter),
                priorDays,
                priorWeight,
                horizonDays,
                ZoneId.of(zone),
                currency,
                publishedAt);
    }
}
