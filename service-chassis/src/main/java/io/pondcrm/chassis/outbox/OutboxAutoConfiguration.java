package io.pondcrm.chassis.outbox;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.pondcrm.chassis.basics.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.kafka.core.KafkaTemplate;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@ConditionalOnClass({MongoOperations.class, KafkaTemplate.class})
@ConditionalOnProperty(name = "pond.outbox.enabled", matchIfMissing = true)
class OutboxAutoConfiguration {

    @Bean
    OutboxSignal outboxSignal() {
        return new OutboxSignal();
    }

    @Bean
    EventWriter eventWriter(
            Ids ids,
            Clock clock,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        return new EventWriter(ids, clock, tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    @Bean
    OutboxWriter outboxWriter(MongoOperations mongo, Clock clock, Ids ids, OutboxSignal signal) {
        return new OutboxWriter(mongo, clock, ids, signal);
    }

    @Bean
    OutboxRelay outboxRelay(
            MongoOperations mongo,
            MongoMappingContext documents,
            KafkaTemplate<String, byte[]> kafka,
            OutboxSignal signal,
            Ids ids,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        // Leases are about machines, not about business: they run on the machine's clock even where
        // a test sets the other.
        var lease =
                new RelayLease(
                        mongo, Clock.systemUTC(), ids.next().toString(), Duration.ofSeconds(5));
        return new OutboxRelay(
                mongo, kafka, signal, lease, clock, collections(documents), "/" + service);
    }

    @Bean
    OutboxMetrics outboxMetrics(MongoOperations mongo, MongoMappingContext documents, Clock clock) {
        return new OutboxMetrics(mongo, collections(documents), clock);
    }

    @Bean
    OutboxIndexes outboxIndexes(MongoOperations mongo, MongoMappingContext documents) {
        return new OutboxIndexes(mongo, collections(documents));
    }

    /**
     * Sparse: most documents have nothing waiting, and only those that have cost an index entry.
     */
    record OutboxIndexes(MongoOperations mongo, List<String> collections)
            implements org.springframework.beans.factory.InitializingBean {
        @Override
        public void afterPropertiesSet() {
            for (var collection : collections) {
                for (var priority : Priority.values()) {
                    mongo.getCollection(collection)
                            .createIndex(
                                    Indexes.ascending(priority.field()),
                                    new IndexOptions().sparse(true));
                }
            }
        }
    }

    private static List<String> collections(MongoMappingContext documents) {
        return documents.getPersistentEntities().stream()
                .filter(it -> Outboxed.class.isAssignableFrom(it.getType()))
                .map(it -> it.getCollection())
                .distinct()
                .sorted()
                .toList();
    }
}
