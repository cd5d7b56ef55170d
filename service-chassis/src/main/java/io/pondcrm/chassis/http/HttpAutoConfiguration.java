package io.pondcrm.chassis.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.web.ValidationErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

@AutoConfiguration(
        afterName =
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "pond.http.enabled", matchIfMissing = true)
class HttpAutoConfiguration {

    @Bean
    WebMvcConfigurer httpArguments(Ids ids) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new HttpArguments(ids));
            }
        };
    }

    @Bean
    @SuppressWarnings({"unchecked", "rawtypes"}) // Jackson registers by raw type.
    JsonMapperBuilderCustomizer mergePatches(
            ObjectProvider<JsonMapper> json, ObjectProvider<ValidationErrors> validation) {
        var reader = new MergePatchReader(json::getObject, validation::getObject);
        return builder ->
                builder.addModule(
                        new SimpleModule("merge-patch")
                                .addDeserializer((Class) MergePatch.class, reader));
    }

    @Bean
    HttpDocs httpDocs() {
        return new HttpDocs();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MongoOperations.class)
    @ConditionalOnProperty(name = "pond.http.idempotency.enabled", matchIfMissing = true)
    @EnableConfigurationProperties(Settings.class)
    static class Idempotency {

        /** Behind Spring Security's chain (-100), which says who calls. */
        private static final int BEHIND_SECURITY = -90;

        @Bean
        @ConditionalOnBean(MongoOperations.class)
        IdempotencyKeys idempotencyKeys(
                MongoOperations mongo, Clock clock, Ids ids, Settings settings) {
            return new IdempotencyKeys(mongo, clock, ids, settings.lease(), settings.kept());
        }

        @Bean
        @ConditionalOnBean(IdempotencyKeys.class)
        FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
                IdempotencyKeys keys, ObjectProvider<MeterRegistry> meters, Settings settings) {
            var filter =
                    new FilterRegistrationBean<>(
                            new IdempotencyFilter(
                                    keys,
                                    meters.getIfAvailable(() -> Metrics.globalRegistry),
                                    (int) settings.maxBody().toBytes()));
            filter.setOrder(BEHIND_SECURITY);
            return filter;
        }

        @Bean(destroyMethod = "close")
        @ConditionalOnBean(IdempotencyKeys.class)
        Upkeep idempotencyUpkeep(IdempotencyKeys keys, Settings settings) {
            return new Upkeep(keys, settings);
        }
    }

    /**
     * @param lease how long an attempt may be silent before another takes over
     * @param kept how long answers are kept
     * @param maxBody the longest request with a key, and the longest answer that is kept
     */
    @ConfigurationProperties("pond.http.idempotency")
    record Settings(
            @DefaultValue("30s") Duration lease,
            @DefaultValue("7d") Duration kept,
            @DefaultValue("8MB") DataSize maxBody) {}

    /** Renews leases, and sweeps once an hour. */
    static final class Upkeep implements AutoCloseable {

        private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
        private static final Duration SWEEP = Duration.ofHours(1);

        private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();

        Upkeep(IdempotencyKeys keys, Settings settings) {
            scheduler.setVirtualThreads(true);
            scheduler.setThreadNamePrefix("idempotency-");
            scheduler.scheduleWithFixedDelay(
                    () -> tolerant(keys::renewLeases), settings.lease().dividedBy(3));
            scheduler.scheduleWithFixedDelay(() -> tolerant(keys::sweep), SWEEP);
        }

        private static void tolerant(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException away) {
                LOG.warn("Upkeep of idempotency keys has to wait", away);
            }
        }

        @Override
        public void close() {
            scheduler.close();
        }
    }
}
