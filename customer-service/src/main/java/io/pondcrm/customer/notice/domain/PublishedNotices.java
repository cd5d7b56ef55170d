package io.pondcrm.customer.notice.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What consents may be given under. */
public interface PublishedNotices {

    /** Whether a grant must name one of them. */
    boolean areRequired();

    /** Whether customers are told anything. */
    boolean isAnyInForce();

    /**
     * Since when which of these versions are published, those included that others superseded.
     *
     * @return absent are drafts and what is not known
     */
    Map<String, Instant> publishedAt(Collection<String> versions);
}
