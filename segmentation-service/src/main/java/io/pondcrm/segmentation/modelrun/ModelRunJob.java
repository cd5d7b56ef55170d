package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.modelrun.domain.FeatureTable;
import io.pondcrm.segmentation.modelrun.domain.Groups;
import io.pondcrm.segmentation.modelrun.domain.KMeans;
import io.pondcrm.segmentation.modelrun.domain.NeedSearch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Makes a model of what all customers did. Run again it ends the same. */
@Component
class ModelRunJob implements JobKind {

    static final String NAME = "model-run";

    private static final int BATCH = 500;
    private static final String RUN = "run";

    private final Facts facts;
    private final MongoModelRuns runs;
    private final KMeans kMeans;

    ModelRunJob(Facts facts, MongoModelRuns runs, KMeans kMeans) {
        this.facts = facts;
        this.runs = runs;
        this.kMeans = kMeans;
    }

    static Map<String, String> params(String run) {
        return Map.of(RUN, run);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(RUN), RUN).toString();
        var run = runs.find(id).orElseThrow();
        job.resultAt("/api/v1/model-runs/" + id);
        if (run.isFinished()) {
            return;
        }
        var grouping = run.grouping();
        if (grouping == null) {
            learn(job, run);
        } else {
            group(job, run, grouping);
        }
    }

    private void group(JobRun job, ModelRunDocument run, ModelRunDocument.GroupingPart part) {
        var asked = part.toDomain(run.asOf());
        var table = new FeatureTable();
        forAll(
                job,
                1,
                1,
                known ->
                        asked.measure(known)
                                .ifPresent(row -> {
                                    if (!table.add(known.customer(), row)) {
                                        throw refused(
                                                run,
                                                ModelProblem.MODEL_TOO_MANY_CUSTOMERS,
                                                FeatureTable.MOST_ROWS);
                                    }
                                }));
        if (!table.hasDistinct(asked.k())) {
            throw refused(run, ModelProblem.MODEL_TOO_FEW_CUSTOMERS, asked.k());
        }
        runs.finish(
                run.id(),
                ModelRunDocument.GroupsPart.of(
                        Groups.of(asked, table, kMeans), kMeans.library(), kMeans.version()));
    }

    private void learn(JobRun job, ModelRunDocument run) {
        var search = new NeedSearch(Duration.ofDays(run.horizonDays()), run.asOf());
        forAll(job, 1, 3, search::learn);
        var bought = search.counts().bought();
        if (bought.isEmpty()) {
            throw refused(run, ModelProblem.MODEL_TOO_FEW_CUSTOMERS, 1);
        }
        if (bought.size() > NeedSearch.MOST_CATEGORIES) {
            throw refused(run, ModelProblem.MODEL_TOO_MANY_CATEGORIES, NeedSearch.MOST_CATEGORIES);
        }
        forAll(job, 2, 3, search::tune);
        var before = search.before();
        var base = NeedSearch.base(before);
        forAll(job, 3, 3, known -> search.test(known, before, base));
        runs.finish(
                run.id(),
                new ModelRunDocument.NeedsPart(
                        List.copyOf(bought.keySet()),
                        List.copyOf(bought.values()),
                        search.ownPrior(),
                        search.rates(),
                        search.customers(),
                        search.counts().receipts(),
                        search.dataHash(),
                        search.outcome()),
                search.counts().followed());
    }

    private RuntimeException refused(ModelRunDocument run, ModelProblem problem, int limit) {
        runs.fail(run.id());
        return problem.exception(limit);
    }

    private void forAll(JobRun job, int pass, int passes, Consumer<CustomerFacts> reader) {
        var total = facts.estimateCount();
        var done = 0L;
        for (var page : facts.pagesAfter(null, BATCH)) {
            page.forEach(reader);
            done += page.size();
            var all = Math.max(done, total);
            job.progress((pass - 1) * all + done, passes * all);
            job.check();
        }
    }
}
