package io.pondcrm.chassis.retention;

import java.util.List;

/**
 * What a service keeps, all of it: each collection in at least one rule. One bean of this type is
 * enough. What the chassis itself keeps is known and need not be named.
 */
@FunctionalInterface
public interface RetentionRules {

    /** In the order in which they are told; no two of one kind. */
    List<RetentionRule> rules();
}
