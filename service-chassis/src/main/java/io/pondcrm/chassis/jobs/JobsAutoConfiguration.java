package io.pondcrm.chassis.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.pondcrm.chassis.basics.Ids;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(
        afterName =
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnBean(MongoOperations.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "pond.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JobSettings.class)
class JobsAutoConfiguration {

    private final Semaphore signal = new Semaphore(0);

    @Bean
    JobStore jobStore(MongoOperations mongo, JsonMapper json, Clock clock, JobSettings settings) {
        return new JobStore(mongo, json, clock, settings.lease());
    }

    @Bean
    Jobs jobs(JobStore store, Ids ids, @Value("${spring.application.name:}") String application) {
        return new Jobs(store, ids, prefixOf(application), signal);
    }

    @Bean
    JobWorker jobWorker(
            JobStore store,
            ObjectProvider<JobKind> kinds,
            JobSettings settings,
            Ids ids,
            ObjectProvider<MeterRegistry> meters) {
        return new JobWorker(
                store,
                kinds.orderedStream().toList(),
                settings,
                ids,
                signal,
                meters.getIfAvailable(() -> Metrics.globalRegistry));
    }

    @Bean
    JobController jobController(JobStore store) {
        return new JobController(store);
    }

    /** The service stands in the id, so that the gateway can route by it: {@code customerjob}. */
    static String prefixOf(String application) {
        return application.replaceFirst("-service$", "").replaceAll("[^a-z]", "") + "job";
    }
}
