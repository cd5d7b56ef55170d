package io.pondcrm.feedback.cases.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a case; never changed afterwards.
 *
 * @param by the client that did it; {@code feedback-service} where time did
 * @param field what changed: {@code state}, {@code priority}, {@code assignee}, {@code category},
 *     {@code subject}, {@code comment}, {@code link}, {@code sla}
 * @param deed what moved its state, where something did
 */
public record HistoryEntry(
        Instant at,
        String by,
        String field,
        @Nullable Deed deed,
        @Nullable String from,
        @Nullable String to) {}
