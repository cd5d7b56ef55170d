package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.Fitting;
import io.pondcrm.segmentation.clv.domain.Histories;
import io.pondcrm.segmentation.clv.domain.Spending;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.modelrun.domain.LifetimeValueFit;
import io.pondcrm.segmentation.modelrun.domain.RegisteredModels;
import io.pondcrm.segmentation.score.domain.InputsHash;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fits a model: reads all customers range by range, keeps what each range comes to, adds that up
 * and finds the parameters. Whoever goes on after a crash begins with the range that was not kept
 * yet.
 */
@Component
class ClvFitJob implements JobKind {

    static final String NAME = "clv-fit";

    private static final int BATCH = 500;
    private static final int BATCHES_A_RANGE = 40;

    private static final String AFTER = "after";
    private static final String RANGES = "ranges";
    private static final String CUSTOMERS = "customers";

    private final Facts facts;
    private final MongoClvModels models;
    private final RegisteredModels registry;
    private final Clock clock;

    ClvFitJob(Facts facts, MongoClvModels models, RegisteredModels registry, Clock clock) {
        this.facts = facts;
        this.models = models;
        this.registry = registry;
        this.clock = clock;
    }

    static Map<String, String> params(String model) {
        return Map.of("model", model);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get("model"), "model").toString();
        var model =
                models.find(id)
                        .orElseThrow(ClvProblem.CLV_MODEL_NOT_FOUND::exception)
                        .last()
                        .definition();
        if (model.fit() == null) {
            var ranges = read(job, model);
            fit(job, model, ranges);
        }
        job.resultAt(
                "%s/%s/diagnostics%s"
                        .formatted(
                                ClvModelController.PATH,
                                id,
                                model.version() == 1 ? "" : "?version=" + model.version()));
        models.forgetRanges(job.id());
    }

    /**
     * @return how many ranges there are
     */
    private int read(JobRun job, ClvModel model) {
        var known = job.checkpoint().get(AFTER);
        var after = known == null ? null : new CustomerId(known.toString());
        var ranges = job.checkpoint().get(RANGES) instanceof Number number ? number.intValue() : 0;
        var customers = job.counter(CUSTOMERS);
        while (true) {
            var range = range(job, model, after, customers);
            var last = range.last();
            if (last == null) {
                return ranges;
            }
            models.keep(
                    ClvRangeDocument.of(
                            job.id(), ranges, range.histories().collapse(), range.spending()));
            after = last;
            customers += range.customers();
            ranges++;
            job.progress(customers, Math.max(customers, facts.estimateCount()));
            job.save(Map.of(AFTER, last.value(), RANGES, ranges), Map.of(CUSTOMERS, customers));
        }
    }

    /**
     * Part of the customers.
     *
     * @param last null if there were none left
     */
    private record Range(
            Histories.Collector histories,
            Spending spending,
            @Nullable CustomerId last,
            long customers) {}

    private Range range(
            JobRun job, ClvModel model, @Nullable CustomerId after, long customersBefore) {
        var histories = model.collector();
        var spending = new Spending();
        var total = facts.estimateCount();
        CustomerId last = null;
        var customers = 0L;
        for (var batch = 0; batch < BATCHES_A_RANGE; batch++) {
            var page = facts.listAfter(last == null ? after : last, BATCH);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(known -> model.collect(known, histories, spending));
            last = page.getLast().customer();
            customers += page.size();
            job.progress(customersBefore + customers, Math.max(customersBefore + customers, total));
            job.check();
        }
        return new Range(histories, spending, last, customers);
    }

    private void fit(JobRun job, ClvModel model, int ranges) {
        var parts = new Parts(Histories.none(model.timing()), new Spending());
        models.forEachRange(job.id(), ranges, parts::add);
        job.check();
        switch (model.fit(parts.histories, parts.spending, clock.instant())) {
            case ClvFit.Outcome.Found(var fit) -> {
                // First the registry: who goes on after a crash in between comes by here again.
                registry.register(
                        "mdl_" + job.id().substring(job.id().lastIndexOf('_') + 1),
                        registered(model, fit, parts));
                models.change(model.id(), it -> it.found(model.fitted(fit)));
            }
            case ClvFit.Outcome.TooFew(var repeatCustomers, var spenders) -> {
                models.forgetRanges(job.id());
                throw ClvProblem.CLV_TOO_FEW_REPEAT_CUSTOMERS.exception(
                        repeatCustomers, spenders, Fitting.FEWEST_REPEAT_CUSTOMERS);
            }
        }
    }

    private static LifetimeValueFit registered(ClvModel model, ClvFit fit, Parts parts) {
        var found = fit.candidates().getFirst();
        var spend = fit.spend();
        var parameters = new LinkedHashMap<>(found.model().parameters());
        parameters.put("spendP", spend.model().p());
        parameters.put("spendQ", spend.model().q());
        parameters.put("spendGamma", spend.model().gamma());
        return new LifetimeValueFit(
                model.id(),
                model.version(),
                model.name(),
                model.lastMoment(),
                found.model().family().name(),
                parameters,
                found.logLikelihood(),
                spend.logLikelihood(),
                fit.customers(),
                fit.repeatCustomers(),
                InputsHash.of(parts.histories.hash() + "|" + parts.spending.hash()));
    }

    /** All ranges so far. */
    private static final class Parts {

        private Histories histories;
        private final Spending spending;

        Parts(Histories histories, Spending spending) {
            this.histories = histories;
            this.spending = spending;
        }

        void add(ClvRangeDocument range) {
            histories = histories.plus(range.historiesOf(histories.timing()));
            range.addTo(spending);
        }
    }
}
