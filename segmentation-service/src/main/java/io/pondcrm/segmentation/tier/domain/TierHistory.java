package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How customers moved through the tiers of a scheme by whichever version was in force. */
public final class TierHistory {

    private TierHistory() {}

    /**
     * One move of a customer.
     *
     * @param rules the version that decided
     */
    public record Moved(TierRules rules, TierChange change) {}

    /**
     * All moves, what persons decided aside; oldest first. A new version that gives another tier
     * moves the customer in the moment of its publication.
     */
    public static List<Moved> moves(Editions<TierRules> scheme, CustomerFacts facts, Instant upTo) {
        var moves = new ArrayList<Moved>();
        var terms = scheme.terms();
        for (var number = 0; number < terms.size(); number++) {
            var term = terms.get(number);
            // The first version tells the customer's moves from their very first one on.
            var begin = number == 0 ? Instant.MIN : term.from();
            if (begin.isAfter(upTo)) {
                break;
            }
            var rules = term.definition();
            var until = term.until() != null && !term.until().isAfter(upTo) ? term.until() : null;
            if (number > 0) {
                var before = terms.get(number - 1);
                turn(facts, begin.equals(before.until()) ? before.definition() : null, rules, begin)
                        .ifPresent(moves::add);
            }
            rules.followRules(facts, until == null ? upTo : until.minusMillis(1)).stream()
                    .flatMap(course -> course.changes().stream())
                    .filter(change -> change.at().isAfter(begin))
                    .forEach(change -> moves.add(new Moved(rules, change)));
            if (until != null && !isTakenOver(terms, number, until)) {
                left(facts, rules, until).ifPresent(moves::add);
            }
        }
        return moves;
    }

    private static boolean isTakenOver(
            List<Editions.Term<TierRules>> terms, int number, Instant until) {
        return number + 1 < terms.size() && terms.get(number + 1).from().equals(until);
    }

    private static Optional<Moved> left(CustomerFacts facts, TierRules rules, Instant at) {
        return rules.followRules(facts, at)
                .map(course ->
                        new Moved(
                                rules,
                                new TierChange.Left(course.standing().tier(), at, course.spend())));
    }

    /**
     * @param before the version whose place is taken; null for none
     */
    private static Optional<Moved> turn(
            CustomerFacts facts, @Nullable TierRules before, TierRules after, Instant at) {
        var was =
                before == null
                        ? Optional.<TierCourse>empty()
                        : before.followRules(facts, at.minusMillis(1));
        var is = after.followRules(facts, at);
        if (is.isEmpty()) {
            return was.map(it ->
                    new Moved(after, new TierChange.Left(it.standing().tier(), at, it.spend())));
        }
        var to = is.get().standing().tier();
        var value = is.get().spend();
        if (was.isEmpty()) {
            return Optional.of(new Moved(after, new TierChange.Entered(to, at, value)));
        }
        var from = was.get().standing().tier();
        if (from.equals(to)) {
            return Optional.empty();
        }
        return Optional.of(
                new Moved(
                        after,
                        switch (after.direction(from, to)) {
                            case ENTERED, RAISED -> new TierChange.Raised(from, to, at, value);
                            case LOWERED -> new TierChange.Lowered(from, to, at, value);
                        }));
    }
}
