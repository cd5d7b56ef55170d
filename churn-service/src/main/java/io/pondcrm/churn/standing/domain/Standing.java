package io.pondcrm.churn.standing.domain;

import io.pondcrm.churn.definition.domain.ChurnDefinition;
import io.pondcrm.churn.definition.domain.ChurnDefinitions;
import io.pondcrm.churn.definition.domain.Label;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.score.domain.Band;
import io.pondcrm.churn.score.domain.ChurnScore;
import io.pondcrm.churn.score.domain.Scorecard;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was last concluded about a customer, and announced.
 *
 * @param scored the last score; null while nothing was bought
 * @param warning the latest warning, open or closed; null if there never was one
 * @param past the warnings before it, newest first; those longest ago are forgotten
 */
public record Standing(@Nullable Scored scored, @Nullable Warning warning, List<Warning> past) {

    /** A customer of whom nothing was concluded yet. */
    public static final Standing NONE = new Standing(null, null, List.of());

    private static final int PAST_WARNINGS = 50;

    /** The part of a score that lists and comparisons need. */
    public record Scored(
            BigDecimal value, Band band, Label label, @Nullable Money expectedLoss, Instant asOf) {

        static Scored of(ChurnScore score) {
            return new Scored(
                    score.value(), score.band(), score.label(), score.expectedLoss(), score.asOf());
        }

        boolean says(Scored other) {
            return value.compareTo(other.value) == 0
                    && band == other.band
                    && label == other.label
                    && Objects.equals(expectedLoss, other.expectedLoss);
        }
    }

    public Standing {
        past = List.copyOf(past);
    }

    /**
     * What customers are held against.
     *
     * @param versions of the main definition, oldest first
     * @param settle how long nothing new must be heard of a customer before a warning is raised, so
     *     that a history which is still arriving warns nobody
     */
    public record Rules(List<ChurnDefinition> versions, Duration settle) {

        public Rules {
            versions = List.copyOf(versions);
        }
    }

    /**
     * What a customer stands at now, and what of it others must hear.
     *
     * @param reviewAt when to look again if nothing is heard before, later than now; null for never
     */
    public record Reconsidered(
            Standing standing, List<StandingChange> changes, @Nullable Instant reviewAt) {

        public Reconsidered {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Draws every conclusion anew. The second time, from the same facts and at the same moment,
     * nothing has changed. While nothing may be concluded of the customer, the conclusions of
     * before stay, and nobody hears anything.
     *
     * @param heardAt when something new was last heard of the customer
     * @param regrouped whether a merge began or ended: then other customers' facts count
     * @param newId names a warning, if one is raised
     */
    public static Reconsidered of(
            CustomerFacts facts,
            Standing before,
            Rules rules,
            Instant heardAt,
            Instant at,
            boolean regrouped,
            Supplier<String> newId) {
        if (facts.isStopped()) {
            return new Reconsidered(before, List.of(), null);
        }
        var definition = ChurnDefinitions.inForceAt(rules.versions(), at);
        var finding = Scorecard.score(facts, definition, at);
        var score = finding.score();
        var changes = new ArrayList<StandingChange>();
        var reviewAt = finding.changesAt();
        var scored = before.scored;
        if (score != null) {
            var now = Scored.of(score);
            if (scored == null || !scored.says(now)) {
                changes.add(
                        new StandingChange.Rescored(score, scored == null ? null : scored.band()));
                scored = now;
            }
        } else if (regrouped) {
            scored = null;
        }
        var warning = before.warning;
        var past = before.past;
        if (warning != null && warning.isOpen()) {
            if (score != null && score.band().warns()) {
                if (scored != before.scored
                        || !warning.silentSince().equals(score.rhythm().lastAt())) {
                    warning = warning.follow(score);
                }
            } else {
                warning = regrouped ? warning.closeByMerge(at) : warning.closeBy(score, at);
                changes.add(new StandingChange.WarningClosed(warning));
            }
        } else if (score != null
                && score.band().warns()
                && warning != null
                && warning.returns(score)) {
            warning = warning.follow(score);
            changes.add(new StandingChange.WarningRaised(warning));
        } else if (score != null
                && score.band().warns()
                && (warning == null || !warning.settles(score))) {
            var settled = heardAt.plus(rules.settle());
            if (settled.isAfter(at)) {
                reviewAt = reviewAt == null || settled.isBefore(reviewAt) ? settled : reviewAt;
            } else {
                if (warning != null) {
                    past = withFirst(warning, past);
                }
                warning = Warning.raise(newId.get(), score, at);
                changes.add(new StandingChange.WarningRaised(warning));
            }
        }
        return new Reconsidered(new Standing(scored, warning, past), changes, reviewAt);
    }

    private static List<Warning> withFirst(Warning newest, List<Warning> others) {
        var all = new ArrayList<Warning>();
        all.add(newest);
        all.addAll(others);
        return all.subList(0, Math.min(all.size(), PAST_WARNINGS));
    }

    /**
     * What of it is not kept too long: the latest warning stays, since it says which silence was
     * warned of, until no purchase is known any more, and nothing that was concluded from any.
     *
     * @param heard warnings that closed before this moment are kept too long
     * @param isBuyer whether a purchase is left
     */
    public Standing since(Instant heard, boolean isBuyer) {
        var kept = past.stream().filter(it -> !it.isClosedBefore(heard)).toList();
        return new Standing(isBuyer ? scored : null, isBuyer ? warning : null, kept);
    }

    /** The same standing with the latest warning moved on. */
    public Standing with(Warning moved) {
        return new Standing(scored, moved, past);
    }
}
