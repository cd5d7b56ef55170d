package io.pondcrm.engagement.loyalty;

import io.pondcrm.engagement.loyalty.domain.EarningRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How an earning rule lies in MongoDB.
 *
 * @param pointsPerUnit decimal
 */
@Document("earning_rules")
@TypeAlias("earning-rule")
record EarningRuleDocument(
        @Id String id,
        String currency,
        String pointsPerUnit,
        List<MultiplierPart> multipliers,
        @Nullable Long dailyCap,
        @Nullable Long monthlyCap,
        int pendingDays,
        int validDays,
        Instant validFrom,
        Instant createdAt) {

    record MultiplierPart(String benefit, String times) {}

    static EarningRuleDocument of(EarningRule rule, Instant createdAt) {
        return new EarningRuleDocument(
                rule.id(),
                rule.currency(),
                rule.pointsPerUnit().toPlainString(),
                rule.multipliers().entrySet().stream()
                        .map(it -> new MultiplierPart(it.getKey(), it.getValue().toPlainString()))
                        .toList(),
                rule.dailyCap().orElse(null),
                rule.monthlyCap().orElse(null),
                rule.pendingDays(),
                rule.validDays(),
                rule.validFrom(),
                createdAt);
    }

    EarningRule toDomain() {
        return new EarningRule(
                id,
                currency,
                new BigDecimal(pointsPerUnit),
                multipliers.stream()
                        .collect(
                                Collectors.toMap(
                                        MultiplierPart::benefit, it -> new BigDecimal(it.times()))),
                Optional.ofNullable(dailyCap),
                Optional.ofNullable(monthlyCap),
                pendingDays,
                validDays,
                validFrom);
    }
}
