package io.pondcrm.segmentation.clv.domain;

/** Every way a change of a model's state can end. */
public sealed interface ClvModelChange {

    /** It is so now. */
    record Changed(ClvModel model) implements ClvModelChange {}

    /** It was so before: nothing happened. */
    record AlreadySo(ClvModel model) implements ClvModelChange {}

    /** From where the model stands one can't get there. */
    record NotInThisState(ClvModel.State state) implements ClvModelChange {}
}
