package io.pondcrm.chassis.paging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The orders that a list can have, on its {@link PageRequest} parameter; without it a list is in
 * the order of ids, newest first.
 *
 * <p>An order is written {@code name} or {@code name=stored.path}; callers ask for {@code
 * sort=name} or {@code sort=-name}. Each path needs an index that ends in {@code path, _id}, and
 * must be set in every document: one without it would be on no page.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface SortedBy {

    /** The order if the caller asks for none, for example {@code -createdAt}. */
    String value();

    /** What else callers may ask for. */
    String[] or() default {};
}
