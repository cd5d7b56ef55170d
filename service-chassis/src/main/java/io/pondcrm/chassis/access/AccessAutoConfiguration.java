package io.pondcrm.chassis.access;

import com.nimbusds.jose.JWEObject;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxWriter;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** For services that say how they tell what they keep. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@AutoConfigurationPackage
@ConditionalOnClass({MongoOperations.class, KafkaTemplate.class, JWEObject.class})
@ConditionalOnBean(Collector.class)
@ConditionalOnProperty(name = "pond.access.enabled", matchIfMissing = true)
class AccessAutoConfiguration {

    @Bean
    AccessAnswers accessAnswers(
            MongoOperations mongo,
            ObjectProvider<Collector> collectors,
            OutboxWriter outbox,
            EventWriter events,
            Ids ids,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        return new AccessAnswers(
                mongo, collectors.orderedStream().toList(), outbox, events, ids, clock, service);
    }

    @Bean
    AccessHandler accessHandler(AccessAnswers answers) {
        return new AccessHandler(answers);
    }

    @Bean
    AccessSweeper accessSweeper(AccessAnswers answers) {
        return new AccessSweeper(answers);
    }
}
