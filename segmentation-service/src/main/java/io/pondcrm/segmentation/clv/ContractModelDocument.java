package io.pondcrm.segmentation.clv;

import io.pondcrm.kernel.Money;
import io.pondcrm.segmentation.clv.domain.ContractCohort;
import io.pondcrm.segmentation.clv.domain.ContractModel;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Fitted;
import io.pondcrm.segmentation.clv.domain.ShiftedBetaGeometric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a model of contracts lies in MongoDB. */
@Document("contractModels")
@TypeAlias("contractModel")
record ContractModelDocument(
        @Id String id,
        String name,
        int months,
        @Nullable String margin,
        @Nullable String currency,
        double discountRate,
        List<CohortPart> cohorts,
        int heldOut,
        double alpha,
        double beta,
        double logLikelihood,
        int steps,
        boolean converged,
        Instant madeAt) {

    record CohortPart(String name, List<Long> customers) {}

    static ContractModelDocument of(ContractModel model) {
        var margin = model.margin();
        var fitted = model.fitted();
        return new ContractModelDocument(
                model.id(),
                model.name(),
                model.months(),
                margin == null ? null : margin.amount().toPlainString(),
                margin == null ? null : margin.currency().getCurrencyCode(),
                model.discountRate().annual(),
                model.cohorts().stream()
                        .map(it -> new CohortPart(it.name(), it.customers()))
                        .toList(),
                model.heldOut(),
                fitted.model().alpha(),
                fitted.model().beta(),
                fitted.logLikelihood(),
                fitted.steps(),
                fitted.converged(),
                model.madeAt());
    }

    ContractModel toDomain() {
        return new ContractModel(
                id,
                name,
                months,
                margin == null || currency == null ? null : Money.of(margin, currency),
                new DiscountRate(discountRate),
                cohorts.stream().map(it -> new ContractCohort(it.name, it.customers)).toList(),
                heldOut,
                new Fitted<>(
                        new ShiftedBetaGeometric(alpha, beta), logLikelihood, steps, converged),
                madeAt);
    }
}
