package io.pondcrm.segmentation.rfm.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An RFM model with all its versions. At most one version is a draft, the last; at most one is
 * published. A published version never changes: a new version takes its place.
 *
 * @param revision one more with each change, whichever version it changes
 * @param editions oldest first; never empty
 */
public record RfmModelHistory(String id, long revision, List<Edition> editions) {

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
     * @param retiredAt when it was taken out of use, by a later version or by itself
     */
    public record Edition(
            RfmModel model,
            Instant createdAt,
            @Nullable Instant simulatedAt,
            @Nullable Instant publishedAt,
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

        private Edition retired(Instant at) {
            return new Edition(model, createdAt, simulatedAt, publishedAt, at);
        }
    }

    public RfmModelHistory {
        editions = List.copyOf(editions);
        if (editions.isEmpty()) {
            throw new IllegalArgumentException("A model has a version");
        }
    }

    /** A new model's first draft. */
    public static RfmModelHistory begun(RfmModel model, Instant at) {
        return new RfmModelHistory(
                model.id(), 1, List.of(new Edition(model.as(1), at, null, null, null)));
    }

    /** A new model that is in use at once. */
    public static RfmModelHistory published(RfmModel model, Instant at) {
        return new RfmModelHistory(
                model.id(), 1, List.of(new Edition(model.as(1), at, null, at, null)));
    }

    public Edition last() {
        return editions.getLast();
    }

    public Optional<Edition> find(int version) {
        return editions.stream().filter(it -> it.model().version() == version).findFirst();
    }

    /** The draft there is, simulated or not. */
    public Optional<Edition> draft() {
        return Optional.of(last()).filter(Edition::isDraft);
    }

    /** The published version; empty while there is none. */
    public Optional<Edition> published() {
        return editions.stream().filter(it -> it.state() == State.PUBLISHED).findFirst();
    }

    /** The version that callers mean who name none: the published one, else the last. */
    public Edition shown() {
        return published().orElse(last());
    }

    /**
     * Whether nobody has scores by this model any more at a moment: its last version in use was
     * retired before, and none took its place.
     */
    public boolean isRetiredAt(Instant moment) {
        return editions.stream()
                .filter(it -> !it.isDraft())
                .reduce((_, later) -> later)
                .map(Edition::retiredAt)
                .filter(retired -> !retired.isAfter(moment))
                .isPresent();
    }

    /** Begins the next version. */
    public RfmModelChange draft(RfmModel model, Instant at) {
        if (last().isDraft()) {
            return last().model().equals(model.as(last().model().version()))
                    ? new RfmModelChange.AlreadySo(this)
                    : new RfmModelChange.DraftExists(last().model().version());
        }
        var all = new ArrayList<>(editions);
        all.add(new Edition(model.as(last().model().version() + 1), at, null, null, null));
        return changed(all);
    }

    /** Makes the draft another one, which is to be simulated anew. */
    public RfmModelChange redraft(RfmModel model) {
        return onDraft(draft ->
                new Edition(model.as(draft.model().version()), draft.createdAt, null, null, null));
    }

    /** Notes that a draft was tried out, if it still is as it was then. */
    public RfmModelChange simulated(RfmModel model, Instant at) {
        return draft().filter(draft -> draft.model().equals(model)).isEmpty()
                ? new RfmModelChange.AlreadySo(this)
                : onDraft(draft -> new Edition(draft.model(), draft.createdAt, at, null, null));
    }

    /** Puts the draft in use for runs from now on; the version before retires in that moment. */
    public RfmModelChange publish(Instant at) {
        if (!last().isDraft()) {
            return last().state() == State.PUBLISHED
                    ? new RfmModelChange.AlreadySo(this)
                    : new RfmModelChange.NoDraft();
        }
        var all = new ArrayList<Edition>();
        for (var edition : editions) {
            all.add(
                    switch (edition.state()) {
                        case DRAFT, SIMULATED ->
                                new Edition(
                                        edition.model,
                                        edition.createdAt,
                                        edition.simulatedAt,
                                        at,
                                        null);
                        case PUBLISHED -> edition.retired(at);
                        case RETIRED -> edition;
                    });
        }
        return changed(all);
    }

    /** Takes the published version out of use; nobody has scores by this model from then on. */
    public RfmModelChange retire(Instant at) {
        if (published().isEmpty()) {
            return new RfmModelChange.NothingPublished();
        }
        return changed(
                editions.stream()
                        .map(it -> it.state() == State.PUBLISHED ? it.retired(at) : it)
                        .toList());
    }

    private RfmModelChange onDraft(UnaryOperator<Edition> change) {
        if (!last().isDraft()) {
            return new RfmModelChange.NoDraft();
        }
        var all = new ArrayList<>(editions.subList(0, editions.size() - 1));
        all.add(change.apply(last()));
        return changed(all);
    }

    private RfmModelChange changed(List<Edition> now) {
        return new RfmModelChange.Changed(new RfmModelHistory(id, revision + 1, now));
    }
}
