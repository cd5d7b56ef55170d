package io.pondcrm.customer.mapping.domain;

/** Every way an attempt to store or remove a mapping can end. */
public sealed interface MappingChange {

    /** There was none before. */
    record Created(StoredMapping mapping) implements MappingChange {}

    /** It took the place of the one before. */
    record Replaced(StoredMapping mapping) implements MappingChange {}

    /** There is one, and the caller did not say which version it means to replace. */
    record VersionRequired() implements MappingChange {}

    /**
     * The mapping has moved on since the caller read it.
     *
     * @param version the current one; 0 where none is stored any more
     */
    record Outdated(long version) implements MappingChange {}
}
