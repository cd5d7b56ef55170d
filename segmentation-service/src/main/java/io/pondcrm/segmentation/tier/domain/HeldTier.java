package io.pondcrm.segmentation.tier.domain;

import java.time.Instant;

/**
 * The tier that a customer holds in one scheme at a moment.
 *
 * @param since held without a break since then
 * @param reviewAt kept at least until then, whatever happens, unless for a higher one
 */
public record HeldTier(
        String scheme, int schemeVersion, String tier, Instant since, Instant reviewAt) {}
