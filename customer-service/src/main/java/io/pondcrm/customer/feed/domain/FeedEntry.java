package io.pondcrm.customer.feed.domain;

import java.time.Instant;

/**
 * Something at its place in the feed.
 *
 * @param sequence its place: each is one greater than the one before
 * @param recordedAt when it was put there
 */
public record FeedEntry(long sequence, Instant recordedAt, FeedNews news) {}
