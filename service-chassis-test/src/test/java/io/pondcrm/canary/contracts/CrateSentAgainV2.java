package io.pondcrm.canary.contracts;

import io.pondcrm.kernel.EventType;

/** Breaks rule 11: the name is taken. */
@EventType(value = "crate.sent.v2", topic = "crm.canary.v1")
public record CrateSentAgainV2(String id) {}
