package io.pondcrm.segmentation.association;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.segmentation.association.domain.Associations;
import io.pondcrm.segmentation.association.domain.Baskets;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Reads everybody's baskets and finds what is bought together. Run again it ends the same. */
@Component
class AssociationsJob implements JobKind {

    static final String NAME = "associations";

    private static final int BATCH = 500;
    private static final String SEARCH = "search";

    private final Facts facts;
    private final MongoAssociations associations;

    AssociationsJob(Facts facts, MongoAssociations associations) {
        this.facts = facts;
        this.associations = associations;
    }

    static Map<String, String> params(String search) {
        return Map.of(SEARCH, search);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(SEARCH), SEARCH).toString();
        var stored = associations.find(id).orElseThrow();
        job.resultAt("/api/v1/associations/" + id);
        if (stored.isFinished()) {
            return;
        }
        var asked = stored.toDomain();
        var baskets = new Baskets();
        var customers = collect(job, asked, baskets);
        switch (asked.find(baskets)) {
            case Associations.Outcome.Found(var rules, var itemsets) ->
                    associations.finish(
                            id,
                            rules,
                            new AssociationsDocument.Result(
                                    customers,
                                    baskets.size(),
                                    baskets.items(),
                                    itemsets,
                                    rules.size(),
                                    baskets.hash()));
            case Associations.Outcome.TooMany() -> {
                associations.fail(id);
                throw AssociationProblem.ASSOCIATIONS_TOO_MANY.exception(Associations.LIMIT);
            }
        }
    }

    /**
     * @return how many customers there are
     */
    private long collect(JobRun job, Associations asked, Baskets baskets) {
        var total = facts.estimateCount();
        var done = 0L;
        for (var page : facts.pagesAfter(null, BATCH)) {
            page.forEach(known -> asked.collect(known, baskets));
            done += page.size();
            job.progress(done, Math.max(done, total));
            job.check();
        }
        return done;
    }
}
