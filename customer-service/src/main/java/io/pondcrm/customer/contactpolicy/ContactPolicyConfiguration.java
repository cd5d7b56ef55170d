package io.pondcrm.customer.contactpolicy;

import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.contactpolicy.domain.ContactPolicy;
import io.pondcrm.customer.contactpolicy.domain.FrequencyCap;
import io.pondcrm.customer.contactpolicy.domain.QuietHours;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContactPolicyConfiguration {

    @Bean
    ContactPolicy contactPolicy(
            ContactPolicySettings settings,
            @Value("${pond.profile.zone:Asia/Shanghai}") String zone) {
        return new ContactPolicy(
                settings.channels(),
                new QuietHours(settings.quietFrom(), settings.quietTo()),
                settings.marketingCap() == 0
                        ? Map.of()
                        : Map.of(
                                Purpose.MARKETING,
                                new FrequencyCap(
                                        settings.marketingCap(), settings.marketingPeriod())),
                ZoneId.of(zone));
    }
}
