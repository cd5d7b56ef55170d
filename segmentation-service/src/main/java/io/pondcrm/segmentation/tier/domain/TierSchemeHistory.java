package io.pondcrm.segmentation.tier.domain;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tier scheme with all its versions. At most one version is a draft, the last; at most one is
 * published. A published version never changes: a new version takes its place.
 *
 * @param revision one more with each change, whichever version it changes
 * @param editions oldest first; never empty
 */
public record TierSchemeHistory(String id, long revision, List<Edition> editions) {

    /** Where a version is on its way. */
    public enum State {
        DRAFT,
        SIMULATED,
        PUBLISHED,
        RETIRED
    }

    /**
     * One version.
     *
     * @param simulatedAt when it was last tried out as it is now
     * @param publishedBy the client that put it in force; null for who is not known
     * @param retiredAt when it was taken out of use, by a later version or by itself
     */
    public record Edition(
            Scorecard rules,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable Instant retiredAt) {

        public State state() {
            if (retiredAt != null) {
                return State.RETIRED;
            }
            if (publishedAt != null) {
                return State.PUBLISHED;
            }
            return simulatedAt == null ? State.DRAFT : State.SIMULATED;
        }

        public boolean isDraft() {
            return publishedAt == null;
        }
    }

    public TierSchemeHistory {
        editions = List.copyOf(editions);
        if (editions.isEmpty()) {
            throw new IllegalArgumentException("A scheme has a version");
        }
    }

    /** A new scheme's first draft. */
    public static TierSchemeHistory begun(Scorecard rules, Instant at) {
        return new TierSchemeHistory(
                rules.id(), 1, List.of(new Edition(rules.as(1), at, null, null, null, null)));
    }

    public Edition last() {
        return editions.getLast();
    }

    public Optional<Edition> find(int version) {
        return editions.stream().filter(it -> it.rules().version() == version).findFirst();
    }

    /** The draft there is, simulated or not. */
    public Optional<Edition> draft() {
        return Optional.of(last()).filter(Edition::isDraft);
    }

    /**
     * The version by which tiers are given at a moment. The first one speaks for the time before it
     * was published too: nobody decided by another then. With quotas it does not: they had not come
     * to anything.
     */
    public Optional<Edition> inForceAt(Instant moment) {
        Edition inForce = null;
        var first = true;
        for (var edition : editions) {
            var published = edition.publishedAt;
            if (published == null) {
                continue;
            }
            if (first && !edition.rules.hasQuotas() || !published.isAfter(moment)) {
                inForce = edition;
            }
            first = false;
        }
        var retired = inForce == null ? null : inForce.retiredAt;
        return Optional.ofNullable(inForce).filter(_ -> retired == null || retired.isAfter(moment));
    }

    /** The published version; empty while there is none. */
    public Optional<Edition> published() {
        return editions.stream().filter(it -> it.state() == State.PUBLISHED).findFirst();
    }

    /** The version before one that is, or was, in force at the moment of its publication. */
    public Optional<Edition> replacedBy(Edition edition) {
        var at = edition.publishedAt;
        return editions.stream()
                .filter(it -> !it.equals(edition) && at != null && at.equals(it.retiredAt))
                .findFirst();
    }

    /**
     * One move of a customer.
     *
     * @param rules the version that decided
     */
    public record Moved(Scorecard rules, TierChange change) {}

    /**
     * How a customer moved through the tiers by whichever version was in force, what persons
     * decided aside; oldest first. A new version that gives another tier moves the customer in the
     * moment of its publication.
     */
    public List<Moved> moves(CustomerFacts facts, Instant upTo) {
        var moves = new ArrayList<Moved>();
        var published = editions.stream().filter(it -> !it.isDraft()).toList();
        for (var number = 0; number < published.size(); number++) {
            var edition = published.get(number);
            var begin = number == 0 ? Instant.MIN : begin(edition);
            var retired = edition.retiredAt;
            var end = retired == null || retired.isAfter(upTo) ? upTo : retired.minusMillis(1);
            if (begin.isAfter(upTo)) {
                break;
            }
            if (number > 0) {
                turn(facts, published.get(number - 1), edition, begin).ifPresent(moves::add);
            }
            edition.rules.followRules(facts, end).stream()
                    .flatMap(course -> course.changes().stream())
                    .filter(change -> change.at().isAfter(begin))
                    .forEach(change -> moves.add(new Moved(edition.rules, change)));
            var last = number == published.size() - 1;
            if (last && retired != null && !retired.isAfter(upTo)) {
                edition.rules
                        .followRules(facts, retired)
                        .ifPresent(course ->
                                moves.add(
                                        new Moved(
                                                edition.rules,
                                                new TierChange.Left(
                                                        course.standing().tier(),
                                                        retired,
                                                        course.spend()))));
            }
        }
        return moves;
    }

    private static Instant begin(Edition edition) {
        return Objects.requireNonNull(edition.publishedAt);
    }

    private static Optional<Moved> turn(
            CustomerFacts facts, Edition before, Edition after, Instant at) {
        var was = before.rules.followRules(facts, at.minusMillis(1));
        var is = after.rules.followRules(facts, at);
        if (is.isEmpty()) {
            return was.map(it ->
                    new Moved(
                            after.rules,
                            new TierChange.Left(it.standing().tier(), at, it.spend())));
        }
        var to = is.get().standing().tier();
        var value = is.get().spend();
        if (was.isEmpty()) {
            return Optional.of(new Moved(after.rules, new TierChange.Entered(to, at, value)));
        }
        var from = was.get().standing().tier();
        if (from.equals(to)) {
            return Optional.empty();
        }
        return Optional.of(
                new Moved(
                        after.rules,
                        switch (after.rules.direction(from, to)) {
                            case ENTERED, RAISED -> new TierChange.Raised(from, to, at, value);
                            case LOWERED -> new TierChange.Lowered(from, to, at, value);
                        }));
    }

    /** Begins the next version. */
    public TierSchemeChange draft(Scorecard rules, Instant at) {
        if (last().isDraft()) {
            return last().rules().undrawn().equals(rules.as(last().rules().version()))
                    ? new TierSchemeChange.AlreadySo(this)
                    : new TierSchemeChange.DraftExists(last().rules().version());
        }
        var all = new ArrayList<>(editions);
        all.add(new Edition(rules.as(last().rules().version() + 1), at, null, null, null, null));
        return changed(all);
    }

    /** Gives the draft other rules, which are to be simulated anew. */
    public TierSchemeChange redraft(Scorecard rules) {
        return onDraft(draft ->
                new Edition(
                        rules.as(draft.rules().version()),
                        draft.createdAt,
                        null,
                        null,
                        null,
                        null));
    }

    /**
     * Notes that a draft was tried out, if it still is as it was then.
     *
     * @param rules with the cut points that its quotas came to, if it has any
     */
    public TierSchemeChange simulated(Scorecard rules, Instant at) {
        return draft().filter(draft -> draft.rules().undrawn().equals(rules.undrawn())).isEmpty()
                ? new TierSchemeChange.AlreadySo(this)
                : onDraft(draft -> new Edition(rules, draft.createdAt, at, null, null, null));
    }

    /** Puts the draft in force; the version before retires in the same moment. */
    public TierSchemeChange publish(Instant at, String by) {
        if (!last().isDraft()) {
            return last().state() == State.PUBLISHED
                    ? new TierSchemeChange.AlreadySo(this)
                    : new TierSchemeChange.NoDraft();
        }
        if (last().rules().hasQuotas() && last().rules().cutPoints().tables().isEmpty()) {
            return new TierSchemeChange.NotSimulated();
        }
        var all = new ArrayList<Edition>();
        for (var edition : editions) {
            all.add(
                    switch (edition.state()) {
                        case DRAFT, SIMULATED ->
                                new Edition(
                                        edition.rules.with(
                                                edition.rules.cutPoints().beginningAt(at)),
                                        edition.createdAt,
                                        edition.simulatedAt,
                                        at,
                                        by,
                                        null);
                        case PUBLISHED -> retired(edition, at);
                        case RETIRED -> edition;
                    });
        }
        return changed(all);
    }

    /**
     * Gives a published version newer cut points; what the others decided stays decided.
     *
     * @param version that they were drawn for; another may be in force meanwhile
     */
    public TierSchemeChange renew(int version, CutTable drawn, Instant at) {
        var published = published().filter(it -> it.rules().version() == version);
        if (published.isEmpty()) {
            return new TierSchemeChange.NothingPublished();
        }
        var edition = published.get();
        var rules = edition.rules;
        if (rules.cutPoints().holds(drawn)) {
            return new TierSchemeChange.AlreadySo(this);
        }
        var renewed =
                new Edition(
                        rules.with(rules.cutPoints().and(drawn, at)),
                        edition.createdAt,
                        edition.simulatedAt,
                        edition.publishedAt,
                        edition.publishedBy,
                        null);
        return changed(editions.stream().map(it -> it == edition ? renewed : it).toList());
    }

    /** Takes the published version out of use; nobody has a tier of this scheme from then on. */
    public TierSchemeChange retire(Instant at) {
        if (published().isEmpty()) {
            return new TierSchemeChange.NothingPublished();
        }
        return changed(
                editions.stream()
                        .map(it -> it.state() == State.PUBLISHED ? retired(it, at) : it)
                        .toList());
    }

    private static Edition retired(Edition edition, Instant at) {
        return new Edition(
                edition.rules,
                edition.createdAt,
                edition.simulatedAt,
                edition.publishedAt,
                edition.publishedBy,
                at);
    }

    private TierSchemeChange onDraft(UnaryOperator<Edition> change) {
        if (!last().isDraft()) {
            return new TierSchemeChange.NoDraft();
        }
        var all = new ArrayList<>(editions.subList(0, editions.size() - 1));
        all.add(change.apply(last()));
        return changed(all);
    }

    private TierSchemeChange changed(List<Edition> now) {
        return new TierSchemeChange.Changed(new TierSchemeHistory(id, revision + 1, now));
    }
}
