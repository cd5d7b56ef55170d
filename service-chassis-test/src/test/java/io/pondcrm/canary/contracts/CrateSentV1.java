package io.pondcrm.canary.contracts;

import io.pondcrm.kernel.EventType;

/** Breaks rule 11: the version is another, and there are no samples. */
@EventType(value = "crate.sent.v2", topic = "crm.canary.v1")
public record CrateSentV1(String id) {}
