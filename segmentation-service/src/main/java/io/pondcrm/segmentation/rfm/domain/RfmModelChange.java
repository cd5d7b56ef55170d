package io.pondcrm.segmentation.rfm.domain;

/** Every way an attempt to change an RFM model can end. */
public sealed interface RfmModelChange {

    /** The model as it is now. */
    record Changed(RfmModelHistory model) implements RfmModelChange {}

    /** It was so already. */
    record AlreadySo(RfmModelHistory model) implements RfmModelChange {}

    /** One version is being written already. */
    record DraftExists(int version) implements RfmModelChange {}

    /** There is no draft to change or publish. */
    record NoDraft() implements RfmModelChange {}

    /** There is nothing to retire. */
    record NothingPublished() implements RfmModelChange {}
}
