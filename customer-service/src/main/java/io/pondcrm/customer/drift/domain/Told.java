package io.pondcrm.customer.drift.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one feature says of a customer to others.
 *
 * @param isWaiting whether some of it is still on its way out
 * @param versions the version of what says it, by name; none where nothing was ever said
 * @param fields values by name; null for none
 * @param items of a field that holds many things, each by its id
 */
public record Told(
        boolean isWaiting,
        Map<String, Long> versions,
        Map<String, ? extends @Nullable Object> fields,
        Map<String, Map<String, List<?>>> items) {}
