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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a model lies in MongoDB. Days are written as ISO dates.
 *
 * @param family null where the likelihood chooses
 * @param periodDays null where time is continuous
 * @param retiredAt null also in models that were retired before that was written down
 */
@Document("clvModels")
@TypeAlias("clvModel")
@CompoundIndex(name = "inUse", def = "{'state': 1, 'publishedAt': 1, '_id': 1}")
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
        double discountRate,
        String state,
        long version,
        @Nullable FitPart fit,
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
                model.discountRate(),
                model.state().name(),
                model.version(),
                fit == null ? null : FitPart.of(fit),
                model.publishedAt(),
                model.retiredAt());
    }

    ClvModel toDomain() {
        return new ClvModel(
                id,
                name,
                currency,
                ZoneId.of(zone),
                family == null ? null : Family.valueOf(family),
                periodDays == null ? Timing.WEEKS : Timing.opportunities(periodDays),
                new ClvPeriods(
                        calibrationFrom == null ? null : LocalDate.parse(calibrationFrom),
                        LocalDate.parse(calibrationEnd),
                        LocalDate.parse(holdoutEnd)),
                discountRate,
                ClvModel.State.valueOf(state),
                version,
                fit == null ? null : fit.toDomain(),
                publishedAt,
                retiredAt);
    }
}
