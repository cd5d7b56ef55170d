package io.pondcrm.segmentation.standing.domain;

import io.pondcrm.segmentation.abc.domain.AbcPlacement;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleCourse;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.lifecycle.domain.StageHistory;
import io.pondcrm.segmentation.rfm.domain.RfmPlacement;
import io.pondcrm.segmentation.rfm.domain.RfmScores;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import io.pondcrm.segmentation.segment.domain.SegmentSubject;
import io.pondcrm.segmentation.tier.domain.TierRules;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import io.pondcrm.segmentation.tier.domain.TierStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was last concluded about a customer, and announced.
 *
 * @param tier in the main scheme
 * @param schemes the tier in each scheme beside it, by scheme
 * @param lifecycle the stage in the main lifecycle scheme
 * @param stages the stage in each further lifecycle scheme, by scheme
 * @param rfm by model
 * @param abc the place in the latest classification; the one conclusion that needs all customers
 *     and so isn't drawn from one customer's facts
 * @param segments membership by segment
 */
public record Standing(
        @Nullable TierStanding tier,
        Map<String, TierStanding> schemes,
        @Nullable InStage lifecycle,
        Map<String, InStage> stages,
        Map<String, Rated> rfm,
        @Nullable AbcPlacement abc,
        Map<String, Membership> segments) {

    /** A customer of whom nothing was concluded yet. */
    public static final Standing NONE =
            new Standing(null, Map.of(), null, Map.of(), Map.of(), null, Map.of());

    /** The stage a customer is in. */
    public record InStage(Stage stage, Instant enteredAt) {}

    /** The scores by one run of one model. */
    public record Rated(String run, RfmScores scores, RfmSegment segment) {

        static Rated of(RfmPlacement placement) {
            return new Rated(placement.run(), placement.scores(), placement.segment());
        }

        boolean looksLike(Rated other) {
            return scores.equals(other.scores) && segment == other.segment;
        }
    }

    /** Being in a segment by a version of its definition. */
    public record Membership(long segmentVersion, Instant since) {}

    public Standing {
        schemes = Collections.unmodifiableMap(new TreeMap<>(schemes));
        stages = Collections.unmodifiableMap(new TreeMap<>(stages));
        rfm = Collections.unmodifiableMap(new TreeMap<>(rfm));
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
    }

    /**
     * What a customer stands at now, and what of it others must hear.
     *
     * @param changes in the order in which they came about
     * @param reviewAt when to look again if nothing is heard before; null for never
     */
    public record Reconsidered(
            Standing standing, List<StandingChange> changes, @Nullable Instant reviewAt) {

        public Reconsidered {
            changes = List.copyOf(changes);
        }
    }

    /** The same standing with a place in a newer classification, or in none. */
    public Standing placed(@Nullable AbcPlacement placement) {
        return new Standing(tier, schemes, lifecycle, stages, rfm, placement, segments);
    }

    /**
     * Draws every conclusion anew. A standing computed twice from the same facts, definitions and
     * moment is the same, and the second time nothing has changed. While nothing may be concluded
     * of the customer, the conclusions of before stay, and nobody hears anything.
     *
     * @param facts what is known now, the occasion's news included
     * @param before what was announced last
     */
    public static Reconsidered of(
            CustomerFacts facts,
            Standing before,
            Definitions definitions,
            Instant at,
            Occasion occasion) {
        return facts.isStopped()
                ? new Reconsidered(before, List.of(), null)
                : new Thought(facts, before, definitions, at, occasion).think();
    }

    /** What predicates may ask of a customer, by the conclusions drawn now. */
    public static SegmentSubject subject(
            CustomerFacts facts, @Nullable AbcPlacement abc, Definitions definitions, Instant at) {
        return new SegmentSubject(
                facts,
                at,
                definitions.currency(),
                definitions.attributes(),
                new Scores(facts, abc, definitions, at));
    }

    /** One reconsideration. */
    private static final class Thought {

        private final CustomerFacts facts;
        private final Standing before;
        private final Definitions definitions;
        private final Instant at;
        private final Attribution attribution;
        private final List<StandingChange> changes = new ArrayList<>();
        private @Nullable Instant reviewAt;

        Thought(
                CustomerFacts facts,
                Standing before,
                Definitions definitions,
                Instant at,
                Occasion occasion) {
            this.facts = facts;
            this.before = before;
            this.definitions = definitions;
            this.at = at;
            this.attribution =
                    new Attribution(
                            occasion,
                            facts,
                            at,
                            (known, moment) -> subject(known, before.abc, definitions, moment));
        }

        Reconsidered think() {
            var schemes = schemes();
            var tier = schemes.remove(TierSchemes.MAIN);
            var main = definitions.lifecycle();
            var lifecycle = stage(main, main.follow(facts, at), before.lifecycle);
            var stages = stages();
            var rfm = rfm();
            var segments = segments();
            return new Reconsidered(
                    new Standing(tier, schemes, lifecycle, stages, rfm, before.abc, segments),
                    changes,
                    reviewAt);
        }

        private Map<String, TierStanding> schemes() {
            var was = new TreeMap<>(before.schemes);
            if (before.tier != null) {
                was.put(TierSchemes.MAIN, before.tier);
            }
            var now = new HashMap<String, TierStanding>();
            for (var rules : definitions.tiers()) {
                var tier = tier(rules, was.remove(rules.id()));
                if (tier != null) {
                    now.put(rules.id(), tier);
                }
            }
            was.forEach((scheme, tier) -> {
                changes.add(new StandingChange.TierLeft(scheme, null, tier.tier(), List.of(), at));
            });
            return now;
        }

        private @Nullable TierStanding tier(TierRules rules, @Nullable TierStanding was) {
            var followed = rules.follow(facts, at);
            if (followed.isEmpty()) {
                facts.nextHappening(at).ifPresent(this::reviewBy);
                if (was != null) {
                    changes.add(
                            new StandingChange.TierLeft(
                                    rules.id(),
                                    rules,
                                    was.tier(),
                                    rules.reasonsForNone(facts, at),
                                    at));
                }
                return null;
            }
            var course = followed.get();
            reviewBy(course.reviewAt());
            var now = course.standing();
            if (was == null || !was.tier().equals(now.tier())) {
                changes.add(
                        new StandingChange.TierMoved(
                                rules,
                                was == null ? null : was.tier(),
                                course,
                                rules.reasons(facts, course)));
            }
            if (now.status() == TierStanding.Status.LOWERING_SCHEDULED
                    && (was == null
                            || was.status() != now.status()
                            || !was.tier().equals(now.tier())
                            || !was.reviewOn().equals(now.reviewOn()))) {
                changes.add(new StandingChange.LoweringScheduled(rules, course));
            }
            return now;
        }

        private Map<String, InStage> stages() {
            var now = new HashMap<String, InStage>();
            for (var scheme : definitions.furtherLifecycles()) {
                var version = scheme.inForceAt(at);
                if (version.isEmpty()) {
                    continue;
                }
                var stage =
                        stage(
                                version.get(),
                                StageHistory.follow(scheme, facts, at),
                                before.stages.get(scheme.id()));
                if (stage != null) {
                    now.put(scheme.id(), stage);
                }
            }
            return now;
        }

        private @Nullable InStage stage(
                LifecycleScheme scheme, Optional<LifecycleCourse> followed, @Nullable InStage was) {
            followed.map(LifecycleCourse::reviewAt).ifPresent(this::reviewBy);
            if (followed.isEmpty()) {
                return null;
            }
            var phase = followed.get().current();
            if (was == null || was.stage() != phase.stage()) {
                changes.add(
                        new StandingChange.StageEntered(
                                scheme, was == null ? null : was.stage(), phase));
            }
            return new InStage(phase.stage(), phase.enteredAt());
        }

        private Map<String, Rated> rfm() {
            var rated = new HashMap<String, Rated>();
            for (var run : definitions.runs()) {
                run.reviewAt(facts, at).ifPresent(this::reviewBy);
                run.place(facts, at)
                        .ifPresent(placement -> {
                            var was = before.rfm.get(placement.model());
                            var now = Rated.of(placement);
                            if (was == null || !was.looksLike(now)) {
                                changes.add(new StandingChange.Rescored(run, placement, at));
                            }
                            rated.put(placement.model(), now);
                        });
            }
            return rated;
        }

        private Map<String, Membership> segments() {
            // Of whom nothing is known: nobody, or somebody who was merged into another.
            if (definitions.segments().isEmpty() || facts.isNothing()) {
                return leaveAll();
            }
            var subject = subject(facts, before.abc, definitions, at);
            var memberOf = new HashMap<String, Membership>();
            for (var segment : definitions.segments()) {
                Optional.ofNullable(subject.reviewAt(segment.predicate()))
                        .ifPresent(this::reviewBy);
                var was = before.segments.get(segment.id());
                if (segment.predicate().matches(subject)) {
                    if (was == null) {
                        changes.add(
                                new StandingChange.SegmentEntered(
                                        segment,
                                        at,
                                        attribution.moverOf(segment.predicate(), false)));
                    }
                    memberOf.put(
                            segment.id(),
                            new Membership(segment.version(), was == null ? at : was.since()));
                } else if (was != null) {
                    changes.add(
                            new StandingChange.SegmentLeft(
                                    segment.id(),
                                    segment.version(),
                                    at,
                                    attribution.moverOf(segment.predicate(), true)));
                }
            }
            before.segments.forEach((segment, membership) -> {
                if (definitions.segments().stream()
                        .noneMatch(known -> known.id().equals(segment))) {
                    leave(segment, membership);
                }
            });
            return memberOf;
        }

        private Map<String, Membership> leaveAll() {
            before.segments.forEach(this::leave);
            return Map.of();
        }

        private void leave(String segment, Membership membership) {
            changes.add(
                    new StandingChange.SegmentLeft(
                            segment, membership.segmentVersion(), at, new Mover.Definition()));
        }

        private void reviewBy(Instant moment) {
            reviewAt =
                    reviewAt == null || moment.isBefore(reviewAt)
                            ? moment
                            : Objects.requireNonNull(reviewAt);
        }
    }
}
