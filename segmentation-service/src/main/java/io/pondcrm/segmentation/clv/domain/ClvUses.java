package io.pondcrm.segmentation.clv.domain;

import io.pondcrm.segmentation.definition.domain.Editions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model was in use when. A moment gone by keeps its model.
 *
 * @param all every use there ever was, whichever way round
 */
public record ClvUses(List<Use> all) {

    /** Where no model was ever published. */
    public static final ClvUses NONE = new ClvUses(List.of());

    /**
     * A time in which a fitted model was published.
     *
     * @param until the first moment no longer; null while it lasts
     */
    public record Use(ClvModel model, Instant from, @Nullable Instant until) {

        private boolean covers(Instant moment) {
            return !from.isAfter(moment) && (until == null || until.isAfter(moment));
        }
    }

    public ClvUses {
        all = List.copyOf(all);
    }

    /** The terms of all models. */
    public static ClvUses of(List<Editions<ClvModel>> models) {
        return new ClvUses(
                models.stream()
                        .flatMap(it -> it.terms().stream())
                        .map(it -> new Use(it.definition(), it.from(), it.until()))
                        .toList());
    }

    /**
     * The model that decides at a moment: of all that were published by then, and not retired yet,
     * the one that was published last.
     */
    public Optional<ClvModel> at(Instant moment) {
        return all.stream()
                .filter(it -> it.covers(moment))
                .max(Comparator.comparing(Use::from).thenComparing(it -> it.model().id()))
                .map(Use::model);
    }
}
