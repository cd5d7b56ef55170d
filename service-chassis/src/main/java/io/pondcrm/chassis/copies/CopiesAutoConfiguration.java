package io.pondcrm.chassis.copies;

import io.pondcrm.chassis.inbox.Positions;
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

/** For services that hold copies of what another one owns. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@AutoConfigurationPackage
@ConditionalOnClass({MongoOperations.class, KafkaTemplate.class})
@ConditionalOnBean(Copies.class)
@ConditionalOnProperty(name = "pond.copies.enabled", matchIfMissing = true)
class CopiesAutoConfiguration {

    @Bean
    CopyAnswers copyAnswers(
            MongoOperations mongo,
            ObjectProvider<Copies> features,
            Positions positions,
            OutboxWriter outbox,
            EventWriter events,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        return new CopyAnswers(
                mongo,
                features.orderedStream().toList(),
                positions,
                outbox,
                events,
                clock,
                service);
    }

    @Bean
    CopiesHandler copiesHandler(CopyAnswers answers) {
        return new CopiesHandler(answers);
    }

    @Bean
    CopySweeper copySweeper(CopyAnswers answers) {
        return new CopySweeper(answers);
    }
}
