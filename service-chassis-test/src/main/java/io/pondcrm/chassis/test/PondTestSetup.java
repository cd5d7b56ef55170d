package io.pondcrm.chassis.test;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Wires the context of a {@link PondTest} before it starts. */
class PondTestSetup implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        var pondTest = TestContextAnnotationUtils.findMergedAnnotation(testClass, PondTest.class);
        return pondTest == null ? null : new Wiring(spaceOf(testClass, pondTest));
    }

    /** What its database, and hence its context, is known by. */
    static String spaceOf(Class<?> testClass, PondTest pondTest) {
        return pondTest.shared().isEmpty()
                ? outermost(testClass).getSimpleName()
                : pondTest.shared();
    }

    static Class<?> outermost(Class<?> testClass) {
        var outermost = testClass;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return outermost;
    }

    // A record: contexts are the same when their spaces are.
    record Wiring(String space) implements ContextCustomizer {

        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            quiet("kafka", "org.apache.kafka", "state.change.logger", "de.bwaldvogel", "io.netty");
            var database = TestStore.database(space);
            var broker = TestBroker.fresh();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "pond-test",
                                    Map.ofEntries(
                                            Map.entry("spring.mongodb.uri", database.uri()),
                                            Map.entry(
                                                    "spring.kafka.bootstrap-servers",
                                                    broker.bootstrapServers()),
                                            Map.entry("pond.security.issuer", TestTokens.issuer()),
                                            Map.entry(
                                                    "pond.security.jwks-uri", TestTokens.jwksUri()),
                                            Map.entry(
                                                    "pond.security.audience", TestTokens.AUDIENCE),
                                            // Read by those services that name a file of keys.
                                            Map.entry("POND_SEALING_KEKFILE", TestKeys.FILE),
                                            Map.entry(
                                                    "POND_ERASURE_RECEIPTKEYFILE",
                                                    TestKeys.RECEIPT_KEY),
                                            // Nobody listens, and a failure is logged at the end.
                                            Map.entry(
                                                    "management.otlp.metrics.export.enabled",
                                                    "false"),
                                            Map.entry(
                                                    "management.tracing.export.enabled",
                                                    "false"))));
            var beans = (DefaultListableBeanFactory) context.getBeanFactory();
            beans.registerSingleton("clock", new TestClock());
            // Registered before any bean of the service, hence closed after all of them: a
            // producer waits long for a broker that has gone.
            beans.registerDisposableBean("pondTestBroker", broker::close);
            var operators = new CallerOperators();
            beans.registerSingleton("callerOperators", operators);
            beans.registerSingleton(
                    "callerOperatorsListening",
                    (MongoClientSettingsBuilderCustomizer)
                            settings -> settings.addCommandListener(operators));
            var events = new TestEvents(broker.bootstrapServers());
            beans.registerSingleton("testEvents", events);
            beans.registerDisposableBean("testEvents", events::close);
            beans.registerDisposableBean("pondTestDatabase", database::close);
        }

        // As settings they would come too late: the service has set up its logging by now.
        private static void quiet(String... loggers) {
            var logging = LoggingSystem.get(PondTestSetup.class.getClassLoader());
            for (var logger : loggers) {
                logging.setLogLevel(logger, LogLevel.ERROR);
            }
        }
    }
}
