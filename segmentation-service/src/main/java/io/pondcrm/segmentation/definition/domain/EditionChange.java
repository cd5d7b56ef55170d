package io.pondcrm.segmentation.definition.domain;

/** Every way an attempt to change a definition can end. */
public sealed interface EditionChange<D extends Definition<D>> {

    /** All versions as they are now. */
    record Changed<D extends Definition<D>>(Editions<D> now) implements EditionChange<D> {}

    /** The draft was all there was: nothing is left of the definition. */
    record Emptied<D extends Definition<D>>() implements EditionChange<D> {}

    /** It was so already. */
    record AlreadySo<D extends Definition<D>>(Editions<D> now) implements EditionChange<D> {}

    /** One version is being written already. */
    record DraftExists<D extends Definition<D>>(int version) implements EditionChange<D> {}

    /** There is no draft to change or publish. */
    record NoDraft<D extends Definition<D>>() implements EditionChange<D> {}

    /** The draft can't be published before it was simulated. */
    record NotSimulated<D extends Definition<D>>() implements EditionChange<D> {}

    /** There is nothing to retire. */
    record NothingPublished<D extends Definition<D>>() implements EditionChange<D> {}
}
