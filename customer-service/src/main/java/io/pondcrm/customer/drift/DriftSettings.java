package io.pondcrm.customer.drift;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param services who holds copies
 * @param patience how long a service may be silent before it is left out of a check
 * @param rest how long to wait before a suspicion is looked at again
 * @param looks how often it is, at most
 * @param page how many customers are compared at once
 */
@ConfigurationProperties("pond.drift")
record DriftSettings(
        @DefaultValue List<String> services,
        @DefaultValue("PT30S") Duration patience,
        @DefaultValue("PT2S") Duration rest,
        @DefaultValue("12") int looks,
        @DefaultValue("200") int page) {}
