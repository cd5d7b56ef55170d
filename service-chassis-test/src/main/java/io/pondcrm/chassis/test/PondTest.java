package io.pondcrm.chassis.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * Gives a {@code @SpringBootTest} all that a service needs around it: MongoDB with a database of
 * its own, Kafka with no topics of others and {@link TestEvents} on it, tokens from {@link
 * TestTokens}, and a {@link TestClock} as the {@code Clock} bean, which is reset after each test.
 *
 * <p>MongoDB is what {@code POND_MONGODB_URI} names, else a container where Docker runs, else the
 * embedded store; Kafka likewise by {@code POND_KAFKA}. These must be there for tests only: topics
 * that begin with {@code crm.} are deleted.
 *
 * <p>Each test class gets its own application context, closed after it, unless it says {@link
 * #shared()}. Nested classes belong to their outermost class.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextCustomizerFactories(PondTestSetup.class)
@TestExecutionListeners(
        listeners = PondTestCleanup.class,
        mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface PondTest {

    /**
     * Test classes with the same name here share database, broker and application context, so that
     * the second one starts at once. They must not count what is in the store.
     */
    String shared() default "";
}
