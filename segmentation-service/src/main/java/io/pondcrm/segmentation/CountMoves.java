package io.pondcrm.segmentation;

import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.definition.domain.Moves;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What simulations do that ask of each customer alone in which group they are and would be. What
 * was counted so far is the job's checkpoint.
 */
public final class CountMoves {

    private static final int BATCH = 500;
    private static final String AFTER = "after";
    private static final String MOVES = "moves";
    private static final String CUSTOMERS = "customers";
    private static final String NONE = "-";

    private CountMoves() {}

    /**
     * @param customers all who were looked at
     */
    public record Counted<G extends Enum<G>>(Moves<G> moves, long customers) {}

    /** Asks of all customers, from where the job was when it stopped last. */
    public static <G extends Enum<G>> Counted<G> during(
            JobRun job, Facts facts, Class<G> groups, Function<CustomerFacts, Moves.Move<G>> move) {
        var total = facts.estimateCount();
        var customers = job.counter(CUSTOMERS);
        var moves = saved(job, groups);
        var after = job.checkpoint().get(AFTER);
        var last = after == null ? null : new CustomerId(after.toString());
        for (var page : facts.pagesAfter(last, BATCH)) {
            moves = moves.and(page.stream().map(move).toList());
            customers += page.size();
            job.progress(customers, total);
            job.save(
                    Map.of(AFTER, page.getLast().customer().value(), MOVES, written(moves)),
                    Map.of(CUSTOMERS, customers));
        }
        return new Counted<>(moves, customers);
    }

    private static <G extends Enum<G>> Map<String, Long> written(Moves<G> moves) {
        var written = new TreeMap<String, Long>();
        moves.counts()
                .forEach((move, count) ->
                        written.put(written(move.from()) + ">" + written(move.to()), count));
        return written;
    }

    private static String written(@Nullable Enum<?> group) {
        return group == null ? NONE : group.name();
    }

    private static <G extends Enum<G>> Moves<G> saved(JobRun job, Class<G> groups) {
        var counts = new TreeMap<Moves.Move<G>, Long>();
        if (job.checkpoint().get(MOVES) instanceof Map<?, ?> written) {
            written.forEach((move, count) -> {
                var sides = String.valueOf(move).split(">", -1);
                counts.put(
                        new Moves.Move<>(read(sides[0], groups), read(sides[1], groups)),
                        Long.valueOf(String.valueOf(count)));
            });
        }
        return new Moves<>(counts);
    }

    private static <G extends Enum<G>> @Nullable G read(String written, Class<G> groups) {
        return written.equals(NONE) ? null : Enum.valueOf(groups, written);
    }
}
