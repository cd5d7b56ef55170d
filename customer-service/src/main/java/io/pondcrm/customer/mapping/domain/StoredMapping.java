package io.pondcrm.customer.mapping.domain;

import java.time.Instant;

/**
 * A mapping that a partner's files are read with.
 *
 * @param version grows by one at each change; the first is 1
 */
public record StoredMapping(
        String system, RecordKind kind, long version, MappingDraft draft, Instant updatedAt) {}
