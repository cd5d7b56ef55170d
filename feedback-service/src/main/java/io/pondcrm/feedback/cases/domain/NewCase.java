package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as it comes in.
 *
 * @param id {@code cas_…}
 * @param receivedAt when the customer turned to us: from then on clocks run
 * @param system the partner system that tells us; null for clients of our own
 */
public record NewCase(
        String id,
        CustomerId customer,
        CaseType type,
        Priority priority,
        Channel channel,
        String subject,
        @Nullable String description,
        @Nullable String category,
        @Nullable String assignee,
        Instant receivedAt,
        @Nullable String system,
        List<Link> links) {}
