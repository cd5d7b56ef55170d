package io.pondcrm.gateway.routing;

import io.pondcrm.gateway.routing.domain.Traffic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are and how long we wait for them.
 *
 * @param services by the name that the route table has
 * @param patience how long a service may take until it answers; the answer's body may take longer
 * @param breaker when a service that fails is left alone
 * @param connectTimeout how long a connection may take to come about
 * @param connections how many may be open to one address at a time
 */
@ConfigurationProperties("pond")
record ServiceSettings(
        Map<String, Location> services,
        Map<Traffic, Duration> patience,
        @DefaultValue Breaker breaker,
        @DefaultValue("400ms") Duration connectTimeout,
        @DefaultValue("512") int connections) {

    ServiceSettings {
        for (var traffic : Traffic.values()) {
            if (!patience.containsKey(traffic)) {
                throw new IllegalArgumentException("Set pond.patience." + traffic);
            }
        }
    }

    Duration patienceFor(Traffic traffic) {
        return Objects.requireNonNull(patience.get(traffic));
    }

    /**
     * @param url one or more addresses of the same service; they take turns
     */
    record Location(List<URI> url) {

        Location {
            url = List.copyOf(url);
        }
    }

    /**
     * @param window of how many calls the failures are counted
     * @param failures how many of them, in percent, open it
     * @param rest how long it then stays open
     * @param trials how many calls must go well to close it again
     */
    record Breaker(
            @DefaultValue("20") int window,
            @DefaultValue("50") int failures,
            @DefaultValue("4s") Duration rest,
            @DefaultValue("3") int trials) {}
}
