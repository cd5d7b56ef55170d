package io.pondcrm.segmentation.tier.domain;

/** Every way an attempt to change a tier scheme can end. */
public sealed interface TierSchemeChange {

    /** The scheme as it is now. */
    record Changed(TierSchemeHistory scheme) implements TierSchemeChange {}

    /** It was so already. */
    record AlreadySo(TierSchemeHistory scheme) implements TierSchemeChange {}

    /** One version is being written already. */
    record DraftExists(int version) implements TierSchemeChange {}

    /** There is no draft to change or publish. */
    record NoDraft() implements TierSchemeChange {}

    /** The draft has quotas, which only a simulation turns into cut points. */
    record NotSimulated() implements TierSchemeChange {}

    /** There is nothing to retire. */
    record NothingPublished() implements TierSchemeChange {}
}
