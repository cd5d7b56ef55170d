package io.pondcrm.feedback.cases.domain;

import io.pondcrm.feedback.sla.domain.Priority;
import org.jspecify.annotations.Nullable;

/** What a case says of itself and may be corrected, all of it. */
public record CaseEdit(
        String subject, @Nullable String category, Priority priority, @Nullable String assignee) {}
