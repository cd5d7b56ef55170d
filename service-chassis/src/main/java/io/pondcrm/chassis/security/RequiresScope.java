package io.pondcrm.chassis.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an operation. Every controller method carries one: without it the operation answers
 * 403 to everybody, and the build fails.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /**
     * Open to callers without a token. The path must also be listed in {@code
     * pond.security.public-paths}.
     */
    String PUBLIC = "public";

    /**
     * The scope that the token must hold, {@code <resource>:read|write|admin}; any one of several.
     */
    String[] value();
}
