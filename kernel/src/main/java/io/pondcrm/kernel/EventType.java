package io.pondcrm.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an event on the wire and the topic it travels on. Written out, so that renaming a
 * class changes nothing for consumers.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** The name with its version, for example {@code tier.changed.v1}. */
    String value();

    /** The topic, for example {@code crm.tier.v1}. */
    String topic();

    /**
     * Whether handlers get it although the customer of its key has been erased: only what tells of
     * the erasure itself does, or nobody would stay erased.
     */
    boolean outlivesErasure() default false;
}
