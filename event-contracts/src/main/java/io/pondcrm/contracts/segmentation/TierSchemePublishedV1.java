package io.pondcrm.contracts.segmentation;

import io.pondcrm.kernel.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a tier scheme is in force. It is about no customer: who moves by it is told by their
 * own {@code tier.changed} and {@code tier.left}, in the minutes that follow.
 *
 * @param scheme for example {@code b2b-accounts}; also the record's key
 * @param schemeVersion the version in force from now on; it never changes
 * @param replaces the version that retired in the same moment; absent where none was in force
 * @param publishedAt from when on it decides, UTC
 * @param publishedBy the client that published it
 */
@EventType(value = "tier-scheme.published.v1", topic = "crm.tier-scheme.v1")
public record TierSchemePublishedV1(
        String scheme,
        int schemeVersion,
        @Nullable Integer replaces,
        Instant publishedAt,
        String publishedBy) {}
