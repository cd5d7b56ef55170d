package io.pondcrm.customer.mapping.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All stored mappings. Where none is stored, files are read {@link ColumnMapping#byOurNames}. */
public interface Mappings {

    Optional<StoredMapping> find(String system, RecordKind kind);

    /** All stored mappings, sorted by system and kind. */
    List<StoredMapping> list();

    /** Those of one system, sorted by kind. */
    List<StoredMapping> list(String system);

    /**
     * Stores a checked mapping.
     *
     * @param seen the version the caller read; null or 0 where there should be none
     */
    MappingChange put(String system, RecordKind kind, MappingDraft draft, @Nullable Long seen);

    /**
     * Removes a mapping.
     *
     * @param seen the version the caller read
     * @return whether it was still that version
     */
    boolean remove(String system, RecordKind kind, long seen);
}
