package io.pondcrm.chassis.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;

@AutoConfiguration(
        afterName =
                "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnBean(MongoOperations.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "pond.audit.enabled", matchIfMissing = true)
class AuditAutoConfiguration {

    /** Behind idempotency (-90): an answer that is given again is no deed. */
    private static final int BEHIND_IDEMPOTENCY = -80;

    /**
     * @param keys the key to seal with, then former ones; the same on all instances of a service
     */
    @Bean
    AuditSeals auditSeals(@Value("${pond.audit.keys:}") List<String> keys) {
        var given = keys.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        if (!given.isEmpty()) {
            return new AuditSeals(given.stream().map(it -> it.getBytes(UTF_8)).toList());
        }
        LoggerFactory.getLogger(AuditAutoConfiguration.class)
                .warn(
                        "pond.audit.keys is not set: what is sealed now can't be verified after"
                                + " this process");
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new AuditSeals(List.of(random));
    }

    @Bean(destroyMethod = "close")
    AuditTrail auditTrail(MongoOperations mongo, AuditSeals seals) {
        return new AuditTrail(mongo, seals);
    }

    @Bean
    AuditNotes auditNotes(AuditTrail trail, Clock clock) {
        return new AuditNotes(trail, clock);
    }

    @Bean
    RefusalNotes refusalNotes(
            AuditNotes notes, @Value("${spring.application.name:service}") String service) {
        return (action, resource, system, customers) ->
                notes.refused(service, action, resource, system, customers);
    }

    @Bean
    AuditNotes.Reads auditedReads(AuditNotes notes) {
        return new AuditNotes.Reads(notes);
    }

    @Bean
    FilterRegistrationBean<AuditNotes.Writes> auditedWrites(AuditNotes notes) {
        var filter = new FilterRegistrationBean<>(new AuditNotes.Writes(notes));
        filter.setOrder(BEHIND_IDEMPOTENCY);
        return filter;
    }

    @Bean
    AuditController auditController(MongoOperations mongo, AuditTrail trail) {
        return new AuditController(mongo, trail);
    }
}
