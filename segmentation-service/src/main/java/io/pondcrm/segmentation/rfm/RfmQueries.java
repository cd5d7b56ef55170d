package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Reads runs and scores. */
@Component
class RfmQueries {

    private final MongoOperations mongo;
    private final MongoRfm rfm;
    private final MongoRfmModels models;
    private final Facts facts;
    private final Clock clock;

    RfmQueries(
            MongoOperations mongo, MongoRfm rfm, MongoRfmModels models, Facts facts, Clock clock) {
        this.mongo = mongo;
        this.rfm = rfm;
        this.models = models;
        this.facts = facts;
        this.clock = clock;
    }

    Editions<RfmModel> model(String id) {
        return models.find(id).orElseThrow(RfmProblem.RFM_MODEL_NOT_FOUND::exception);
    }

    /** The version that runs are made of. */
    RfmModel published(String id) {
        return model(id)
                .published()
                .orElseThrow(RfmProblem.RFM_MODEL_NOT_PUBLISHED::exception)
                .definition();
    }

    RfmRun run(String model, @Nullable Instant asOf) {
        return rfm.findRun(model(model).id(), asOf)
                .orElseThrow(RfmProblem.RFM_RUN_NOT_FOUND::exception);
    }

    RfmRun runById(String model, String run) {
        return rfm.findRunById(run)
                .filter(it -> it.model().id().equals(model))
                .orElseThrow(RfmProblem.RFM_RUN_NOT_FOUND::exception);
    }

    Page<RfmPayloads.Run> runs(String model, PageRequest page) {
        model(model);
        return page.find(
                mongo,
                Criteria.where("modelId").is(model),
                RfmRunDocument.class,
                run -> RfmPayloads.Run.of(run.toDomain()));
    }

    Page<RfmPayloads.Member> members(
            String model, @Nullable String segment, @Nullable Instant asOf, PageRequest page) {
        var run = run(model, asOf);
        var wanted = Criteria.where("run").is(run.id());
        if (segment != null) {
            var names = run.model().grid().segments().stream().map(RfmSegment::name).toList();
            if (!names.contains(segment)) {
                throw RfmProblem.RFM_SEGMENT_NOT_FOUND.exception(String.join(", ", names));
            }
            wanted = wanted.and("segment").is(segment);
        }
        // Bound to the run: a later run in between must not mix with the pages of this one.
        return page.boundTo(run.id())
                .findTogether(
                        mongo,
                        wanted,
                        RfmMemberDocument.class,
                        rows ->
                                facts.profiled(rows, RfmMemberDocument::customer).stream()
                                        .map(row -> RfmPayloads.Member.of(run, row))
                                        .toList());
    }

    RfmPayloads.CustomerRfm customer(String id, String modelId, @Nullable Instant asOf) {
        var known =
                CustomerId.find(id)
                        .flatMap(facts::find)
                        .orElseThrow(RfmProblem.RFM_UNKNOWN_CUSTOMER::exception);
        var model = model(modelId).shown().definition();
        var moment = asOf == null ? clock.instant() : asOf;
        var run =
                model(modelId).isRetiredAt(moment)
                        ? Optional.<RfmRun>empty()
                        : rfm.findRun(modelId, asOf);
        return run.flatMap(it ->
                        it.place(known, moment)
                                .map(placement ->
                                        RfmPayloads.CustomerRfm.of(
                                                known.customer(), it, placement, moment)))
                .orElseGet(() ->
                        RfmPayloads.CustomerRfm.unscored(
                                known.customer(),
                                model,
                                run.orElse(null),
                                model.measure(known, moment).orElse(null),
                                moment));
    }
}
