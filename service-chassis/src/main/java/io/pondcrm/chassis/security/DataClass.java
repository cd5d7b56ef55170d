package io.pondcrm.chassis.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How closely a field of a response is held. On a record it speaks for all its components, on a
 * component for that one. Every property of every response has one, or the build fails.
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface DataClass {

    Level value();

    /**
     * How a {@link Level#PERSONAL} value looks to a caller without the scope {@code customers:pii}.
     */
    Mask mask() default Mask.HIDE;

    /** Who may see it. */
    enum Level {
        /** Anyone. */
        PUBLIC,
        /** Any caller who may call the operation. */
        INTERNAL,
        /** Names or reaches a person: masked without {@code customers:pii}. */
        PERSONAL
    }

    /** What is left of a value. */
    enum Mask {
        /** The field is left out. */
        HIDE,
        /** {@code w***@example.org}, {@code +86*********00}. */
        CONTACT,
        /** The first character, then {@code ***}. */
        NAME
    }
}
