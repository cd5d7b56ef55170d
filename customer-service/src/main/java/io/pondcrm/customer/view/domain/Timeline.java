package io.pondcrm.customer.view.domain;

import java.util.List;

/** Everything that happened to every customer. */
@FunctionalInterface
public interface Timeline {

    /** Adds entries in one round trip; those that are there already are passed over. */
    void addAll(List<TimelineEntry> entries);
}
