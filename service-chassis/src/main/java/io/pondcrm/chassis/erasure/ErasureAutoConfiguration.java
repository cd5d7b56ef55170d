package io.pondcrm.chassis.erasure;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxWriter;
import java.time.Clock;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** For services whose settings name a key for receipts: all that keep anything of customers. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@AutoConfigurationPackage
@ConditionalOnClass({MongoOperations.class, KafkaTemplate.class})
@ConditionalOnProperty(ReceiptKey.SETTING)
@ConditionalOnProperty(name = "pond.erasure.enabled", matchIfMissing = true)
class ErasureAutoConfiguration {

    @Bean
    ReceiptKey receiptKey(Environment environment) {
        var key = ReceiptKey.read(environment.getProperty(ReceiptKey.SETTING, ""));
        LoggerFactory.getLogger(ErasureAutoConfiguration.class)
                .info("Receipts are signed with the key of thumbprint {}", key.id());
        return key;
    }

    @Bean
    ErasedIds erasedIds(MongoOperations mongo, Clock clock) {
        return new ErasedIds(mongo, clock);
    }

    @Bean
    Erasures erasures(
            MongoOperations mongo,
            ErasedIds erased,
            ObjectProvider<Eraser> erasers,
            OutboxWriter outbox,
            EventWriter events,
            ReceiptKey key,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        return new Erasures(
                mongo,
                erased,
                erasers.orderedStream().toList(),
                outbox,
                events,
                key,
                clock,
                service);
    }

    @Bean
    ErasureHandler erasureHandler(Erasures erasures) {
        return new ErasureHandler(erasures);
    }

    @Bean
    ErasuresAtStart erasuresAtStart(
            ConsumerFactory<String, byte[]> consumers,
            Erasures erasures,
            @Value("${spring.application.name}") String service) {
        return new ErasuresAtStart(consumers, erasures, service);
    }

    @Bean
    ErasureSweeper erasureSweeper(Erasures erasures, Clock clock) {
        return new ErasureSweeper(erasures, clock);
    }
}
