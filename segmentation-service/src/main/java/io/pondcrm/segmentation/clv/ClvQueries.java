package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.DiscountRate;
import io.pondcrm.segmentation.clv.domain.Horizon;
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

    ClvModel model(String id) {
        return models.find(id).orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception);
    }

    Page<ClvPayloads.Model> list(PageRequest page) {
        return page.find(
                mongo,
                new Criteria(),
                ClvModelDocument.class,
                it -> ClvPayloads.Model.of(it.toDomain()));
    }

    ClvPayloads.Diagnostics diagnostics(String id) {
        var model = model(id);
        var fit = model.fit();
        if (fit == null) {
            throw ClvProblem.CLV_NOT_FITTED.exception(id);
        }
        return ClvPayloads.Diagnostics.of(model, fit);
    }

    /** The picture of what {@link #diagnostics} tells in numbers. */
    ClvCalibrationChart calibration(String id, Locale locale) {
        var model = model(id);
        var fit = model.fit();
        if (fit == null) {
            throw ClvProblem.CLV_NOT_FITTED.exception(id);
        }
        var holdout = fit.holdout();
        if (holdout == null) {
            throw ClvProblem.CLV_NOTHING_HELD_OUT.exception();
        }
        return new ClvCalibrationChart(
                model, fit.purchases().family().title().in(locale), holdout, locale);
    }

    ClvPayloads.CustomerClv customer(
            String id,
            @Nullable String modelId,
            Horizon horizon,
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
                        : model(modelId);
        if (model.fit() == null) {
            throw ClvProblem.CLV_NOT_FITTED.exception(model.id());
        }
        var discount = discountRate == null ? model.discountRate() : discountRate.annual();
        return model.value(known, moment, horizon.period(), discount)
                .map(it -> ClvPayloads.CustomerClv.of(known.customer(), model, it, moment))
                .orElseGet(
                        () -> ClvPayloads.CustomerClv.neverBought(known.customer(), model, moment));
    }
}
