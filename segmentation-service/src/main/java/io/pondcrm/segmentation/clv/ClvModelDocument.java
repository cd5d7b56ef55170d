package io.pondcrm.segmentation.clv;

import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.ClvPeriods;
import io.pondcrm.segmentation.clv.domain.Family;
import io.pondcrm.segmentation.clv.domain.Fitted;
import io.pondcrm.segmentation.clv.domain.GammaGamma;
import io.pondcrm.segmentation.clv.domain.HoldoutError;
import io.pondcrm.segmentation.clv.domain.PurchaseModel;
import io.pondcrm.segmentation.clv.domain.Timing;
import io.pondcrm.segmentation.clv.domain.ValueBands;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;

/**
 * How a version of a model lies in MongoDB. Days are written as ISO dates.
 *
 * @param family null where the likelihood chooses
 * @param periodDays null where time is continuous
 * @param horizon ISO 8601; null of those from before it could be chosen, twelve months
 * @param highFrom in multiples of a new customer; null of those from before it could be chosen
 * @param lowBelow likewise
 * @param version which it is; of a model from before there were versions how often its state had
 *     changed
 * @param state only of those; as {@code publishedAt} and {@code retiredAt}
 * @param retiredAt null also in models that were retired before that was written down
 */
@TypeAlias("clvModel")
record ClvModelDocument(
        @Id String id,
        String name,
        String currency,
        String zone,
        @Nullable String family,
        @Nullable Integer periodDays,
        @Nullable String calibrationFrom,
        String calibrationEnd,
        String holdoutEnd,
        @Nullable String horizon,
        double discountRate,
        @Nullable Double highFrom,
        @Nullable Double lowBelow,
        long version,
        @Nullable FitPart fit,
        @Nullable String state,
        @Nullable Instant publishedAt,
        @Nullable Instant retiredAt) {

    record FitPart(
            List<CandidatePart> candidates,
            SpendPart spend,
            long customers,
            long repeatCustomers,
            long repeatPurchases,
            int histories,
            int spenders,
            double meanSpend,
            double correlation,
            @Nullable HoldoutPart holdout,
            Instant fittedAt) {

        static FitPart of(ClvFit fit) {
            var holdout = fit.holdout();
            return new FitPart(
                    fit.candidates().stream().map(CandidatePart::of).toList(),
                    SpendPart.of(fit.spend()),
                    fit.customers(),
                    fit.repeatCustomers(),
                    fit.repeatPurchases(),
                    fit.histories(),
                    fit.spenders(),
                    fit.meanSpend(),
                    fit.correlation(),
                    holdout == null ? null : HoldoutPart.of(holdout),
                    fit.fittedAt());
        }

        ClvFit toDomain() {
            return new ClvFit(
                    candidates.stream().map(CandidatePart::toDomain).toList(),
                    spend.toDomain(),
                    customers,
                    repeatCustomers,
                    repeatPurchases,
                    histories,
                    spenders,
                    meanSpend,
                    correlation,
                    holdout == null ? null : holdout.toDomain(),
                    fittedAt);
        }
    }

    record CandidatePart(
            String family,
            Map<String, Double> parameters,
            double logLikelihood,
            int steps,
            boolean converged) {

        static CandidatePart of(Fitted<PurchaseModel> fitted) {
            return new CandidatePart(
                    fitted.model().family().name(),
                    fitted.model().parameters(),
                    fitted.logLikelihood(),
                    fitted.steps(),
                    fitted.converged());
        }

        Fitted<PurchaseModel> toDomain() {
            return new Fitted<>(
                    PurchaseModel.of(Family.valueOf(family), parameters),
                    logLikelihood,
                    steps,
                    converged);
        }
    }

    record SpendPart(
            double p, double q, double gamma, double logLikelihood, int steps, boolean converged) {

        static SpendPart of(Fitted<GammaGamma> fitted) {
            return new SpendPart(
                    fitted.model().p(),
                    fitted.model().q(),
                    fitted.model().gamma(),
                    fitted.logLikelihood(),
                    fitted.steps(),
                    fitted.converged());
        }

        Fitted<GammaGamma> toDomain() {
            return new Fitted<>(new GammaGamma(p, q, gamma), logLikelihood, steps, converged);
        }
    }

    record HoldoutPart(
            double time,
            long customers,
            long actual,
            double expected,
            double meanAbsoluteError,
            List<BucketPart> byRepeats) {

        static HoldoutPart of(HoldoutError error) {
            return new HoldoutPart(
                    error.time(),
                    error.customers(),
                    error.actual(),
                    error.expected(),
                    error.meanAbsoluteError(),
                    error.byRepeats().stream()
                            .map(it ->
                                    new BucketPart(
                                            it.repeats(),
                                            it.customers(),
                                            it.actual(),
                                            it.expected()))
                            .toList());
        }

        HoldoutError toDomain() {
            return new HoldoutError(
                    time,
                    customers,
                    actual,
                    expected,
                    meanAbsoluteError,
                    byRepeats.stream()
                            .map(it ->
                                    new HoldoutError.Bucket(
                                            it.repeats(),
                                            it.customers(),
                                            it.actual(),
                                            it.expected()))
                            .toList());
        }
    }

    record BucketPart(int repeats, long customers, long actual, double expected) {}

    static ClvModelDocument of(ClvModel model) {
        var family = model.family();
        var from = model.periods().from();
        var fit = model.fit();
        return new ClvModelDocument(
                model.id(),
                model.name(),
                model.currency(),
                model.zone().getId(),
                family == null ? null : family.name(),
                model.timing().discrete() ? model.timing().days() : null,
                from == null ? null : from.toString(),
                model.periods().end().toString(),
                model.periods().holdoutEnd().toString(),
                model.horizon().toString(),
                model.discountRate(),
                model.bands().high(),
                model.bands().low(),
                model.version(),
                fit == null ? null : FitPart.of(fit),
                null,
                null,
                null);
    }

    ClvModel toDomain() {
        return new ClvModel(
                id,
                state == null ? Math.toIntExact(version) : 1,
                name,
                currency,
                ZoneId.of(zone),
                family == null ? null : Family.valueOf(family),
                periodDays == null ? Timing.WEEKS : Timing.opportunities(periodDays),
                new ClvPeriods(
                        calibrationFrom == null ? null : LocalDate.parse(calibrationFrom),
                        LocalDate.parse(calibrationEnd),
                        LocalDate.parse(holdoutEnd)),
                horizon == null ? ClvModel.USUAL_HORIZON : Period.parse(horizon),
                discountRate,
                highFrom == null || lowBelow == null
                        ? ValueBands.USUAL
                        : new ValueBands(highFrom, lowBelow),
                fit == null ? null : fit.toDomain());
    }

    /** A model from before there were versions, as its first. */
    Editions<ClvModel> asFirstVersion() {
        var isRetired = "RETIRED".equals(state);
        // One that was retired without ever having been published was in use at no time.
        var published = publishedAt == null && isRetired ? Instant.EPOCH : publishedAt;
        var retired = isRetired && retiredAt == null ? published : retiredAt;
        return new Editions<>(
                id,
                0,
                List.of(new Edition<>(toDomain(), Instant.EPOCH, null, published, null, retired)));
    }
}
