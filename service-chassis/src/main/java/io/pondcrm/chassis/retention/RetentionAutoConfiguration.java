package io.pondcrm.chassis.retention;

import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;

/** For services that say what they keep. */
@AutoConfiguration(
        beforeName = "io.pondcrm.chassis.access.AccessAutoConfiguration",
        afterName =
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@AutoConfigurationPackage
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnBean(RetentionRules.class)
@ConditionalOnProperty(name = "pond.retention.enabled", matchIfMissing = true)
class RetentionAutoConfiguration {

    @Bean
    RetentionLimits retentionLimits(
            ObjectProvider<RetentionRules> rules, Environment environment, Clock clock) {
        var own = rules.orderedStream().flatMap(it -> it.rules().stream());
        return new RetentionLimits(
                Stream.concat(own, ChassisRules.rules().stream()), environment, clock);
    }

    @Bean
    RetentionSweeper retentionSweeper(
            ObjectProvider<Retained> retained,
            RetentionLimits limits,
            MongoOperations mongo,
            Clock clock) {
        return new RetentionSweeper(retained.orderedStream().toList(), limits, mongo, clock);
    }

    @Bean
    RetentionController retentionController(RetentionLimits limits, MongoOperations mongo) {
        return new RetentionController(limits, mongo);
    }

    @Bean
    RulesCollector rulesCollector(RetentionLimits limits) {
        return new RulesCollector(limits);
    }
}
