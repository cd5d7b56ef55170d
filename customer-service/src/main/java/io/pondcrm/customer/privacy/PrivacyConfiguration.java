package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.privacy.domain.RequestType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two types of request that only collect. */
@Configuration
class PrivacyConfiguration {

    @Bean
    CollectForPerson access(PrivacyEvents events, SubjectKeys keys, PrivacySettings settings) {
        return new CollectForPerson(RequestType.ACCESS, events, keys, settings);
    }

    @Bean
    CollectForPerson portability(PrivacyEvents events, SubjectKeys keys, PrivacySettings settings) {
        return new CollectForPerson(RequestType.PORTABILITY, events, keys, settings);
    }
}
