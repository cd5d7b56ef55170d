package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.kernel.filter.Filter;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what moved one customer, by holding predicates against what was known after each piece
 * of news. Costs nothing until it is asked.
 */
final class Attribution {

    private final Occasion occasion;
    private final CustomerFacts facts;
    private final Instant at;
    private final BiFunction<CustomerFacts, Instant, SegmentSubject> view;
    private @Nullable List<Step> steps;

    /**
     * @param facts what is known now
     * @param view how predicates see a customer
     */
    Attribution(
            Occasion occasion,
            CustomerFacts facts,
            Instant at,
            BiFunction<CustomerFacts, Instant, SegmentSubject> view) {
        this.occasion = occasion;
        this.facts = facts;
        this.at = at;
        this.view = view;
    }

    private record Step(Mover mover, SegmentSubject subject) {}

    /**
     * What turned the outcome of a predicate around: of several changes to and fro, the last.
     *
     * @param was the outcome that was announced last
     */
    Mover moverOf(Filter predicate, boolean was) {
        var outcome = was;
        Mover mover = new Mover.Definition();
        var before = occasion.before();
        if (before != null && before.isStopped()) {
            return resumed();
        }
        if (before != null && predicate.matches(view.apply(before, at)) != was) {
            outcome = !was;
            mover = aged(before, predicate, was);
        }
        for (var step : steps()) {
            if (predicate.matches(step.subject) != outcome) {
                outcome = !outcome;
                mover = step.mover;
            }
        }
        return mover;
    }

    /** While nothing was concluded much may have happened: what counts is that it ended. */
    private Mover resumed() {
        return occasion.news().stream()
                .filter(Fact.Stopped.class::isInstance)
                .flatMap(it -> Optional.ofNullable(it.source()).stream())
                .reduce((_, later) -> later)
                .<Mover>map(Mover.Event::new)
                .orElseGet(Mover.Definition::new);
    }

    /** Time did it if the outcome was another until just before the review that is due. */
    private Mover aged(CustomerFacts before, Filter predicate, boolean was) {
        var due = occasion.reviewAt();
        return due != null
                        && !due.isAfter(at)
                        && predicate.matches(view.apply(before, due.minusMillis(1))) == was
                ? new Mover.Time()
                : new Mover.Definition();
    }

    private List<Step> steps() {
        var known = steps;
        if (known == null) {
            known = new ArrayList<>();
            var before = occasion.before();
            var learned = before == null ? CustomerFacts.nothingAbout(facts.customer()) : before;
            for (var fact : occasion.news()) {
                var next = learned.learn(List.of(fact));
                if (next != learned) {
                    learned = next;
                    var source = fact.source();
                    known.add(
                            new Step(
                                    source == null
                                            ? new Mover.Definition()
                                            : new Mover.Event(source),
                                    view.apply(learned, at)));
                }
            }
            steps = known;
        }
        return known;
    }
}
