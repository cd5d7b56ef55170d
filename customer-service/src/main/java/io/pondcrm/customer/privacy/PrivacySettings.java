package io.pondcrm.customer.privacy;

import io.pondcrm.customer.privacy.domain.RequestType;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param services who has to answer before a request counts as done
 * @param silence how long a service may be silent before a request counts as incomplete
 * @param collecting the same for requests that only collect what services hold
 * @param dossiersKept how long what was collected can be fetched
 */
@ConfigurationProperties("pond.privacy")
record PrivacySettings(
        @DefaultValue List<String> services,
        @DefaultValue("PT10M") Duration silence,
        @DefaultValue("PT60S") Duration collecting,
        @DefaultValue("P30D") Duration dossiersKept) {

    Duration silenceOf(RequestType type) {
        return switch (type) {
            case ACCESS, PORTABILITY -> collecting;
            case ERASURE, ANONYMIZATION, RECTIFICATION, RESTRICTION, OBJECTION -> silence;
        };
    }
}
