package io.pondcrm.segmentation.rfm.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * By which run a model's customers are scored at each moment: by the one with the latest moment
 * until then, as long as the model is not retired.
 */
public final class RfmTerms {

    private final @Nullable Editions<RfmModel> model;
    private final TreeMap<Instant, RfmRun> runs = new TreeMap<>();

    /**
     * @param model null where there is no such model
     * @param runs of the model, in any order
     */
    public RfmTerms(@Nullable Editions<RfmModel> model, Collection<RfmRun> runs) {
        this.model = model;
        runs.stream()
                .sorted(Comparator.comparing(RfmRun::number))
                .forEach(run -> this.runs.put(run.asOf(), run));
    }

    /**
     * How a customer is scored from a moment on.
     *
     * @param run null where none decides
     * @param scores null without a sale in the window, as segment
     */
    public record Placed(
            Instant from,
            @Nullable RfmRun run,
            @Nullable RfmScores scores,
            @Nullable RfmSegment segment) {}

    /** Whether there is such a model, in force at a moment. */
    public boolean isInForceAt(Instant moment) {
        return model != null && model.inForceAt(moment).isPresent();
    }

    private Optional<RfmRun> at(Instant moment) {
        var run = runs.floorEntry(moment);
        return run == null || model == null || model.isRetiredAt(moment)
                ? Optional.empty()
                : Optional.of(run.getValue());
    }

    /**
     * Follows one customer, by what had happened at each moment.
     *
     * @param asOf what decides later is not known then
     * @param until how far to look ahead as things stand at {@code asOf}
     * @return oldest first, beginning at {@code from}
     */
    public List<Placed> follow(CustomerFacts facts, Instant from, Instant asOf, Instant until) {
        var turns = turns(from, asOf);
        var places = new ArrayList<Placed>();
        var ageing = (Ageing) null;
        for (var turn : turns) {
            var run = at(turn).orElse(null);
            if (run == null) {
                places.add(new Placed(turn, null, null, null));
                continue;
            }
            if (ageing == null || !ageing.goesOnBy(run, turn)) {
                ageing = new Ageing(run, facts, turn);
            }
            var next = turns.higher(turn);
            ageing.follow(next == null ? until : next.minusMillis(1), places::add);
        }
        return places;
    }

    private TreeSet<Instant> turns(Instant from, Instant asOf) {
        var turns = new TreeSet<Instant>();
        turns.add(from);
        runs.subMap(from, false, asOf.isBefore(from) ? from : asOf, true)
                .keySet()
                .forEach(turns::add);
        if (model != null) {
            for (var term : model.terms()) {
                var until = term.until();
                if (until != null && until.isAfter(from) && !until.isAfter(asOf)) {
                    turns.add(until);
                }
                if (term.from().isAfter(from) && !term.from().isAfter(asOf)) {
                    turns.add(term.from());
                }
            }
        }
        return turns;
    }
}
