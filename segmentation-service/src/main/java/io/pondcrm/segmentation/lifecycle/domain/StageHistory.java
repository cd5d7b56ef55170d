package io.pondcrm.segmentation.lifecycle.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's stages in a scheme with versions: at each moment the one that the version in force
 * gives, by all that was bought up to it. So what was answered for a past day stays, and publishing
 * a version gives exactly what its simulation said; by late news past stages move, each by the
 * version of then.
 */
public final class StageHistory {

    private StageHistory() {}

    /**
     * Follows a customer through time and versions.
     *
     * @param asOf the moment to stop at, inclusive
     * @return empty for a customer not yet known at that moment, and where no version is in force
     */
    public static Optional<LifecycleCourse> follow(
            Editions<LifecycleScheme> scheme, CustomerFacts facts, Instant asOf) {
        return scheme.inForceAt(asOf)
                .flatMap(it -> it.follow(facts, asOf))
                .map(course ->
                        scheme.terms().size() == 1
                                ? course
                                : new LifecycleCourse(
                                        asOf,
                                        phases(scheme, facts, asOf),
                                        course.evidence(),
                                        course.reviewAt()));
    }

    /** Every time in one stage up to a moment, oldest first; between two there may be a gap. */
    public static List<LifecycleCourse.Phase> phases(
            Editions<LifecycleScheme> scheme, CustomerFacts facts, Instant upTo) {
        var phases = new ArrayList<LifecycleCourse.Phase>();
        for (var term : scheme.terms()) {
            for (var next : phases(term, facts, upTo)) {
                var last = phases.isEmpty() ? null : phases.getLast();
                if (last != null
                        && last.stage() == next.stage()
                        && next.enteredAt().equals(last.leftAt())) {
                    // Another version, and the same stage: nobody moved.
                    phases.set(phases.size() - 1, last.left(next.leftAt()));
                } else {
                    phases.add(next);
                }
            }
        }
        return phases;
    }

    /**
     * Every time in one stage up to a moment, and those to come if nothing happens.
     *
     * @param asOf versions of later are not known then
     * @param until how far to look ahead
     */
    public static List<LifecycleCourse.Phase> phasesAhead(
            Editions<LifecycleScheme> scheme, CustomerFacts facts, Instant asOf, Instant until) {
        var phases = new ArrayList<>(phases(scheme, facts, asOf));
        scheme.inForceAt(asOf)
                .flatMap(it -> it.follow(facts, until))
                .ifPresent(course ->
                        course.phases().stream()
                                .filter(it -> it.enteredAt().isAfter(asOf))
                                .forEach(phases::add));
        return phases;
    }

    /** The phases by one version, as far as it was in force. */
    private static List<LifecycleCourse.Phase> phases(
            Editions.Term<LifecycleScheme> term, CustomerFacts facts, Instant upTo) {
        var from = term.from();
        var until = term.until() != null && !term.until().isAfter(upTo) ? term.until() : null;
        if (from.isAfter(upTo) || until != null && !from.isBefore(until)) {
            return List.of();
        }
        var all =
                term.definition()
                        .follow(facts, until == null ? upTo : until)
                        .map(LifecycleCourse::phases)
                        .orElse(List.of());
        var phases = new ArrayList<LifecycleCourse.Phase>();
        for (var phase : all) {
            var left = phase.leftAt() == null ? until : phase.leftAt();
            if (isWithin(phase, left, from, until)) {
                phases.add(
                        (phase.enteredAt().isBefore(from) ? turn(term, phase, facts) : phase)
                                .left(left));
            }
        }
        return phases;
    }

    private static boolean isWithin(
            LifecycleCourse.Phase phase,
            @Nullable Instant left,
            Instant from,
            @Nullable Instant until) {
        return (left == null || left.isAfter(from))
                && (until == null || phase.enteredAt().isBefore(until));
    }

    /** The stage that a version gives in the moment in which it comes into force. */
    private static LifecycleCourse.Phase turn(
            Editions.Term<LifecycleScheme> term, LifecycleCourse.Phase phase, CustomerFacts facts) {
        var scheme = term.definition();
        var found = scheme.follow(facts, term.from()).orElseThrow();
        return new LifecycleCourse.Phase(
                phase.stage(),
                scheme.version(),
                term.from(),
                null,
                scheme.rules().reasons(phase.stage(), found.evidence()));
    }
}
