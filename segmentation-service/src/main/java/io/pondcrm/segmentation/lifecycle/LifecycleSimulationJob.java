package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries a draft out on all customers. It reads where they would stand and writes nothing but its
 * own result; what it has counted so far is its checkpoint.
 */
@Component
class LifecycleSimulationJob implements JobKind {

    static final String NAME = "lifecycle-simulation";

    private static final int BATCH = 500;
    private static final String SIMULATION = "simulation";
    private static final String AFTER = "after";
    private static final String MOVES = "moves";
    private static final String CUSTOMERS = "customers";
    private static final String NONE = "-";

    private final Facts facts;
    private final MongoLifecycleSchemes schemes;
    private final Clock clock;

    LifecycleSimulationJob(Facts facts, MongoLifecycleSchemes schemes, Clock clock) {
        this.facts = facts;
        this.schemes = schemes;
        this.clock = clock;
    }

    static Map<String, String> params(String simulation) {
        return Map.of(SIMULATION, simulation);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun job) {
        var id = Objects.requireNonNull(job.params().get(SIMULATION)).toString();
        var simulation = schemes.findSimulation(id).orElseThrow();
        job.resultAt(
                "%s/%s/simulations/%s"
                        .formatted(LifecycleSchemeController.PATH, simulation.scheme(), id));
        if (simulation.moves() == null) {
            schemes.finish(tried(job, simulation));
        }
        schemes.change(
                simulation.scheme(), it -> it.simulated(simulation.draft(), clock.instant()));
    }

    private LifecycleSimulationDocument tried(JobRun job, LifecycleSimulationDocument simulation) {
        var current = simulation.current();
        var draft = simulation.draft();
        var asOf = simulation.asOf();
        var total = facts.estimateCount();
        var customers = job.counter(CUSTOMERS);
        var moves = saved(job);
        var after = job.checkpoint().get(AFTER);
        var last = after == null ? null : new CustomerId(after.toString());
        for (var page : facts.pagesAfter(last, BATCH)) {
            moves =
                    moves.and(
                            page.stream()
                                    .map(it ->
                                            new Moves.Move<>(
                                                    stage(current, it, asOf),
                                                    stage(draft, it, asOf)))
                                    .toList());
            customers += page.size();
            job.progress(customers, total);
            job.save(
                    Map.of(AFTER, page.getLast().customer().value(), MOVES, written(moves)),
                    Map.of(CUSTOMERS, customers));
        }
        return simulation.finished(moves, customers);
    }

    private static @Nullable Stage stage(
            @Nullable LifecycleScheme scheme, CustomerFacts facts, Instant asOf) {
        return scheme == null
                ? null
                : scheme.follow(facts, asOf).map(it -> it.current().stage()).orElse(null);
    }

    private static Map<String, Long> written(Moves<Stage> moves) {
        var written = new TreeMap<String, Long>();
        moves.counts()
                .forEach((move, count) ->
                        written.put(written(move.from()) + ">" + written(move.to()), count));
        return written;
    }

    private static String written(@Nullable Stage stage) {
        return stage == null ? NONE : stage.name();
    }

    private static Moves<Stage> saved(JobRun job) {
        var counts = new TreeMap<Moves.Move<Stage>, Long>();
        if (job.checkpoint().get(MOVES) instanceof Map<?, ?> written) {
            written.forEach((move, count) -> {
                var stages = String.valueOf(move).split(">", -1);
                counts.put(
                        new Moves.Move<>(read(stages[0]), read(stages[1])),
                        Long.valueOf(String.valueOf(count)));
            });
        }
        return new Moves<>(counts);
    }

    private static @Nullable Stage read(String written) {
        return written.equals(NONE) ? null : Stage.valueOf(written);
    }
}
