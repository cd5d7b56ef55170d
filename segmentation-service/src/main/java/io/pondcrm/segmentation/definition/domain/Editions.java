package io.pondcrm.segmentation.definition.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A definition with all its versions. At most one version is a draft, the last; at most one is
 * published. A published version never changes as it was written: a new version takes its place.
 *
 * @param revision one more with each change, whichever version it changes
 * @param all oldest first; never empty
 */
public record Editions<D extends Definition<D>>(String id, long revision, List<Edition<D>> all) {

    public Editions {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A definition has a version");
        }
    }

    /** A new definition's first draft. */
    public static <D extends Definition<D>> Editions<D> begun(D definition, Instant at) {
        return new Editions<>(definition.id(), 1, List.of(Edition.drafted(definition.as(1), at)));
    }

    /** A new definition that is in force at once. */
    public static <D extends Definition<D>> Editions<D> published(
            D definition, Instant at, @Nullable String by) {
        return new Editions<>(
                definition.id(),
                1,
                List.of(Edition.drafted(definition.as(1), at).published(at, by)));
    }

    public Edition<D> last() {
        return all.getLast();
    }

    public Optional<Edition<D>> find(int version) {
        return all.stream().filter(it -> it.version() == version).findFirst();
    }

    /** The draft there is, simulated or not. */
    public Optional<Edition<D>> draft() {
        return Optional.of(last()).filter(Edition::isDraft);
    }

    /** The published version; empty while there is none. */
    public Optional<Edition<D>> published() {
        return all.stream().filter(it -> it.state() == Edition.State.PUBLISHED).findFirst();
    }

    /** The version that callers mean who name none: the published one, else the last. */
    public Edition<D> shown() {
        return published().orElse(last());
    }

    /**
     * A time in which a version was in force.
     *
     * @param from the first moment; the very beginning of time for the first version
     * @param until the first moment no longer; null while it lasts
     */
    public record Term<D extends Definition<D>>(
            D definition, Instant from, @Nullable Instant until) {

        boolean covers(Instant moment) {
            return !from.isAfter(moment) && (until == null || until.isAfter(moment));
        }
    }

    /**
     * When which version was in force, oldest first. The first one speaks for the time before it
     * was published too, if it can: nobody decided by another then.
     */
    public List<Term<D>> terms() {
        var terms = new ArrayList<Term<D>>();
        for (var edition : all) {
            if (!edition.isDraft()) {
                var from =
                        terms.isEmpty() && edition.definition().speaksForBefore()
                                ? Instant.MIN
                                : Objects.requireNonNull(edition.publishedAt());
                terms.add(new Term<>(edition.definition(), from, edition.retiredAt()));
            }
        }
        return terms;
    }

    /** The version that decides at a moment; empty where none does. */
    public Optional<D> inForceAt(Instant moment) {
        return terms().stream()
                .filter(it -> it.covers(moment))
                .map(Term::definition)
                .reduce((_, later) -> later);
    }

    /** Whether there was a version to decide, and there is none at this moment. */
    public boolean isRetiredAt(Instant moment) {
        return all.stream().anyMatch(it -> !it.isDraft()) && inForceAt(moment).isEmpty();
    }

    /** The version that another one took the place of; empty where it took nobody's. */
    public Optional<Edition<D>> replacedBy(Edition<D> edition) {
        var at = edition.publishedAt();
        return all.stream()
                .filter(it -> !it.equals(edition) && at != null && at.equals(it.retiredAt()))
                .findFirst();
    }

    /** Begins the next version. */
    public EditionChange<D> draft(D definition, Instant at) {
        if (last().isDraft()) {
            return last().definition().asWritten().equals(definition.as(last().version()))
                    ? new EditionChange.AlreadySo<>(this)
                    : new EditionChange.DraftExists<>(last().version());
        }
        var now = new ArrayList<>(all);
        now.add(Edition.drafted(definition.as(last().version() + 1), at));
        return changed(now);
    }

    /** Makes the draft another one, which is to be simulated anew. */
    public EditionChange<D> redraft(D definition) {
        return onDraft(draft -> Edition.drafted(definition.as(draft.version()), draft.createdAt()));
    }

    /** Puts a definition in force again of which all versions are retired; any other stays. */
    public EditionChange<D> revive(D definition, Instant at, @Nullable String by) {
        return last().state() == Edition.State.RETIRED
                ? succeed(definition, at, by)
                : new EditionChange.AlreadySo<>(this);
    }

    /** Puts the next version in force at once; the one before retires in the same moment. */
    public EditionChange<D> succeed(D definition, Instant at, @Nullable String by) {
        if (last().isDraft()) {
            return new EditionChange.DraftExists<>(last().version());
        }
        var now = new ArrayList<Edition<D>>();
        all.forEach(it -> now.add(it.state() == Edition.State.PUBLISHED ? it.retired(at) : it));
        now.add(Edition.drafted(definition.as(last().version() + 1), at).published(at, by));
        return changed(now);
    }

    /** Takes the draft back; what was published stays. */
    public EditionChange<D> discard() {
        if (!last().isDraft()) {
            return new EditionChange.NoDraft<>();
        }
        return all.size() == 1
                ? new EditionChange.Emptied<>()
                : changed(all.subList(0, all.size() - 1));
    }

    /**
     * Adds to the draft what was found out about it, if it still is as it was written then; it is
     * to be simulated anew.
     */
    public EditionChange<D> found(D definition) {
        var written = definition.asWritten();
        return draft().filter(draft -> draft.definition().asWritten().equals(written)).isEmpty()
                ? new EditionChange.AlreadySo<>(this)
                : redraft(definition);
    }

    /**
     * Notes that a draft was tried out, if it still is as it was then.
     *
     * @param definition with what the simulation adds to it, if anything
     */
    public EditionChange<D> simulated(D definition, Instant at) {
        var written = definition.asWritten();
        return draft().filter(draft -> draft.definition().asWritten().equals(written)).isEmpty()
                ? new EditionChange.AlreadySo<>(this)
                : onDraft(draft -> draft.simulated(definition, at));
    }

    /**
     * Puts the draft in force; the version before retires in the same moment.
     *
     * @param by the client that has it so; null for who is not known
     */
    public EditionChange<D> publish(Instant at, @Nullable String by) {
        if (!last().isDraft()) {
            return last().state() == Edition.State.PUBLISHED
                    ? new EditionChange.AlreadySo<>(this)
                    : new EditionChange.NoDraft<>();
        }
        if (last().definition().needsSimulation()) {
            return new EditionChange.NotSimulated<>();
        }
        return changed(
                all.stream()
                        .map(it ->
                                switch (it.state()) {
                                    case DRAFT, SIMULATED -> it.published(at, by);
                                    case PUBLISHED -> it.retired(at);
                                    case RETIRED -> it;
                                })
                        .toList());
    }

    /**
     * Adds to the published version what decides only from now on; as it was written it stays.
     *
     * @param version that it belongs to; another may be in force meanwhile
     */
    public EditionChange<D> supplemented(int version, UnaryOperator<D> more) {
        var published = published().filter(it -> it.version() == version);
        if (published.isEmpty()) {
            return new EditionChange.NothingPublished<>();
        }
        var before = published.get().definition();
        var after = more.apply(before);
        if (!after.asWritten().equals(before.asWritten())) {
            throw new IllegalArgumentException("What is published stays as it was written");
        }
        return after.equals(before)
                ? new EditionChange.AlreadySo<>(this)
                : changed(
                        all.stream()
                                .map(it -> it.version() == version ? it.with(after) : it)
                                .toList());
    }

    /** Takes the published version out of use; nobody is judged by any from then on. */
    public EditionChange<D> retire(Instant at) {
        if (published().isEmpty()) {
            return new EditionChange.NothingPublished<>();
        }
        return changed(
                all.stream()
                        .map(it -> it.state() == Edition.State.PUBLISHED ? it.retired(at) : it)
                        .toList());
    }

    private EditionChange<D> onDraft(UnaryOperator<Edition<D>> change) {
        if (!last().isDraft()) {
            return new EditionChange.NoDraft<>();
        }
        var now = new ArrayList<>(all.subList(0, all.size() - 1));
        now.add(change.apply(last()));
        return changed(now);
    }

    private EditionChange<D> changed(List<Edition<D>> now) {
        return new EditionChange.Changed<>(new Editions<>(id, revision + 1, now));
    }
}
