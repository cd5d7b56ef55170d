package io.pondcrm.chassis.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@ConditionalOnClass({MongoOperations.class, KafkaTemplate.class})
@ConditionalOnProperty(name = "pond.inbox.enabled", matchIfMissing = true)
@EnableConfigurationProperties(InboxAutoConfiguration.Topics.class)
class InboxAutoConfiguration {

    /**
     * @param published topics that this service writes to; made at the start, like those it reads
     * @param partitions of a topic that we make: the most instances of one service that can share
     *     its work
     * @param keptForEver topics that we make whose events the broker never throws away
     * @param replicas of a topic that we make; 3 in production
     */
    @ConfigurationProperties("pond.topics")
    record Topics(
            @DefaultValue List<String> published,
            @DefaultValue List<String> keptForEver,
            @DefaultValue("6") int partitions,
            @DefaultValue("1") int replicas) {}

    @Bean
    ParkedKeys parkedKeys(MongoOperations mongo, Clock clock) {
        return new ParkedKeys(mongo, clock);
    }

    @Bean
    DeadLetters deadLetters(KafkaTemplate<String, byte[]> kafka, MeterRegistry meters) {
        return new DeadLetters(kafka, meters);
    }

    @Bean
    InboxContainers inboxContainers(
            ConsumerFactory<String, byte[]> consumers,
            KafkaAdmin admin,
            ObjectProvider<EventHandler> handlers,
            ParkedKeys parked,
            DeadLetters deadLetters,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<Forgotten> forgotten,
            ObjectProvider<BeforeEvents> first,
            Topics topics,
            @Value("${spring.application.name}") String service) {
        admin.setAutoCreate(false);
        var traces = new Traces(tracer.getIfAvailable(), propagator.getIfAvailable());
        var gone = forgotten.getIfAvailable(() -> _ -> Set.of());
        var inboxes =
                handlers.stream()
                        .map(it ->
                                new Inbox(
                                        service + "." + it.subscription().name(),
                                        it,
                                        parked,
                                        deadLetters,
                                        traces,
                                        gone))
                        .toList();
        return new InboxContainers(
                consumers, admin, inboxes, first.orderedStream().toList(), topics);
    }

    @Bean
    Redrive redrive(
            ConsumerFactory<String, byte[]> consumers,
            InboxContainers containers,
            ParkedKeys parked,
            DeadLetters deadLetters) {
        return new Redrive(consumers, containers, parked, deadLetters);
    }

    @Bean
    Positions positions(
            ObjectProvider<EventHandler> handlers,
            KafkaAdmin admin,
            @Value("${spring.application.name}") String service) {
        return new Positions(() -> groups(handlers, service), admin);
    }

    @Bean
    ConsumerLag consumerLag(InboxContainers containers, ParkedKeys parked, Positions positions) {
        return new ConsumerLag(containers.inboxes(), parked, positions);
    }

    private static List<String> groups(ObjectProvider<EventHandler> handlers, String service) {
        return handlers.stream().map(it -> service + "." + it.subscription().name()).toList();
    }

    @Bean
    DeadLetterController deadLetterController(Redrive redrive, ParkedKeys parked) {
        return new DeadLetterController(redrive, parked);
    }
}
