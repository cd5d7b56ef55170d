package io.pondcrm.segmentation.modelrun;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.modelrun.domain.Examples;
import io.pondcrm.segmentation.modelrun.domain.FeatureTable;
import io.pondcrm.segmentation.modelrun.domain.GaussianMixture;
import io.pondcrm.segmentation.modelrun.domain.Grouping;
import io.pondcrm.segmentation.modelrun.domain.Groups;
import io.pondcrm.segmentation.modelrun.domain.KMeans;
import io.pondcrm.segmentation.modelrun.domain.LogisticRegression;
import io.pondcrm.segmentation.modelrun.domain.Mixture;
import io.pondcrm.segmentation.modelrun.domain.NeedSearch;
import io.pondcrm.segmentation.modelrun.domain.Propensity;
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
    private final GaussianMixture mixture;
    private final LogisticRegression logistic;

    ModelRunJob(
            Facts facts,
            MongoModelRuns runs,
            KMeans kMeans,
            GaussianMixture mixture,
            LogisticRegression logistic) {
        this.facts = facts;
        this.runs = runs;
        this.kMeans = kMeans;
        this.mixture = mixture;
        this.logistic = logistic;
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
        switch (run.kindOf()) {
            case K_MEANS -> group(job, run);
            case GAUSSIAN_MIXTURE -> mix(job, run);
            case LOGISTIC -> regress(job, run);
            case NEXT_CATEGORY -> learn(job, run);
            case CLV -> throw new IllegalStateException("Fitted by a job of its own");
        }
    }

    private void group(JobRun job, ModelRunDocument run) {
        var asked = grouping(run);
        var table = table(job, run, asked, FeatureTable.MOST_ROWS);
        runs.finish(
                run.id(),
                ModelRunDocument.GroupsPart.of(
                        Groups.of(asked, table, kMeans), kMeans.library(), kMeans.version()),
                table.bins(asked.features()));
    }

    private void mix(JobRun job, ModelRunDocument run) {
        var asked = grouping(run);
        var table = table(job, run, asked, Mixture.MOST_ROWS);
        var found =
                Mixture.of(asked, table, kMeans, mixture)
                        .orElseThrow(
                                () -> refused(run, ModelProblem.MODEL_GROUPS_VANISH, asked.k()));
        runs.finish(
                run.id(),
                new ModelRunDocument.MixturePart(
                        found, found.hash(), mixture.library(), mixture.version()),
                table.bins(asked.features()));
    }

    private void regress(JobRun job, ModelRunDocument run) {
        var asked = Objects.requireNonNull(run.outlook()).toDomain(run.horizonDays(), run.asOf());
        var examples = new Examples();
        forAll(
                job,
                1,
                1,
                known ->
                        asked.look(known)
                                .ifPresent(example -> {
                                    if (!examples.add(known.customer(), example)) {
                                        throw refused(
                                                run,
                                                ModelProblem.MODEL_TOO_MANY_CUSTOMERS,
                                                FeatureTable.MOST_ROWS);
                                    }
                                }));
        var found =
                Propensity.of(asked, examples, logistic)
                        .orElseThrow(() ->
                                refused(run, ModelProblem.MODEL_OUTCOMES_ALIKE, Propensity.FEWEST));
        runs.finish(
                run.id(),
                new ModelRunDocument.PropensityPart(
                        found, found.hash(), logistic.library(), logistic.version()),
                examples.bins(asked.measure().features()));
    }

    private static Grouping grouping(ModelRunDocument run) {
        return Objects.requireNonNull(run.grouping()).toDomain(run.asOf());
    }

    private FeatureTable table(JobRun job, ModelRunDocument run, Grouping asked, int most) {
        var table = new FeatureTable();
        forAll(
                job,
                1,
                1,
                known ->
                        asked.measure(known)
                                .ifPresent(row -> {
                                    if (table.size() == most || !table.add(known.customer(), row)) {
                                        throw refused(
                                                run, ModelProblem.MODEL_TOO_MANY_CUSTOMERS, most);
                                    }
                                }));
        if (!table.hasDistinct(asked.k())) {
            throw refused(run, ModelProblem.MODEL_TOO_FEW_CUSTOMERS, asked.k());
        }
        return table;
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
