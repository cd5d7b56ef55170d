package io.pondcrm.customer.feed.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the feed somebody sees.
 *
 * @param types what kinds of things
 * @param system only what this partner system may hear of; null for all
 */
public record FeedView(Set<FeedType> types, @Nullable String system) {

    public FeedView {
        types = Set.copyOf(types);
    }

    public boolean shows(FeedEntry entry) {
        return types.contains(entry.news().type())
                && (system == null || entry.news().systems().contains(system));
    }
}
