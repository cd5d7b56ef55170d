package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Horizon;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads models and asks them. */
@Component
class ClvQueries {

    private final MongoOperations mongo;
    private final MongoClvModels models;
    private final Facts facts;
    private final Clock clock;

    ClvQueries(MongoOperations mongo, MongoClvModels models, Facts facts, Clock clock) {
        this.mongo = mongo;
        this.models = models;
        this.facts = facts;
        this.clock = clock;
    }

    Editions<ClvModel> model(String id) {
        return models.find(id).orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception);
    }

    private Edition<ClvModel> edition(String id, @Nullable Integer version) {
        var editions = model(id);
        return version == null
                ? editions.shown()
                : editions.find(version).orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception);
    }

    Page<ClvPayloads.Model> list(PageRequest page) {
        return page.find(
                mongo,
                new Criteria(),
                ClvModelHistoryDocument.class,
                it -> ClvPayloads.Model.of(models.toDomain(it).shown()));
    }

    /**
     * @param version null for the published one, or else the last
     */
    ClvPayloads.Diagnostics diagnostics(String id, @Nullable Integer version) {
        var edition = edition(id, version);
        return ClvPayloads.Diagnostics.of(edition, fit(edition.definition()));
    }

    private static ClvFit fit(ClvModel model) {
        var fit = model.fit();
        if (fit == null) {
            throw ClvProblem.CLV_NOT_FITTED.exception(model.id());
        }
        return fit;
    }

    /** The picture of what {@link #diagnostics} tells in numbers. */
    ClvCalibrationChart calibration(String id, @Nullable Integer version, Locale locale) {
        var model = edition(id, version).definition();
        var fit = fit(model);
        var holdout = fit.holdout();
        if (holdout == null) {
            throw ClvProblem.CLV_NOTHING_HELD_OUT.exception();
        }
        return new ClvCalibrationChart(model, fit, holdout, locale);
    }

    ClvPayloads.CustomerClv customer(
            String id,
            @Nullable String modelId,
            @Nullable Horizon horizon,
            @Nullable DiscountRate discountRate,
            @Nullable Instant asOf) {
        var known =
                CustomerId.find(id)
                        .flatMap(facts::find)
                        .orElseThrow(ClvProblem.CLV_UNKNOWN_CUSTOMER::exception);
        var moment = asOf == null ? clock.instant() : asOf;
        var model =
                modelId == null
                        ? models.findInUse(moment)
                                .orElseThrow(ClvProblem.CLV_NO_MODEL_IN_USE::exception)
                        : models.findNamed(modelId, moment)
                                .orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception);
        fit(model);
        var ahead = horizon == null ? model.horizon() : horizon.period();
        var discount = discountRate == null ? model.discountRate() : discountRate.annual();
        return model.value(known, moment, ahead, discount)
                .map(it -> ClvPayloads.CustomerClv.of(known.customer(), model, it, moment))
                .orElseGet(
                        () -> ClvPayloads.CustomerClv.neverBought(known.customer(), model, moment));
    }
}
