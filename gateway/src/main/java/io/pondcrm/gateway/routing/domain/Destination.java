package io.pondcrm.gateway.routing.domain;

import java.util.SortedSet;

/** Every way the search for a path's owner can end. */
public sealed interface Destination {

    /** A service owns it. */
    record Service(Route route) implements Destination {}

    /** The gateway answers it itself. */
    record Here() implements Destination {}

    /** Each of these services has its own; the query parameter {@code service} must say which. */
    record Several(SortedSet<String> services) implements Destination {}

    /** Nobody owns it. */
    record Nowhere() implements Destination {}
}
