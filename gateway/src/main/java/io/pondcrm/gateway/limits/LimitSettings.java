package io.pondcrm.gateway.limits;

import io.pondcrm.gateway.routing.domain.Traffic;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * How much one caller may send. Each gateway counts for itself.
 *
 * @param standard the setting {@code default}: the budget of a client that is not named
 * @param anonymous the budget of one address that sends no good token
 * @param clients the budgets of named clients
 * @param body the largest body by kind of traffic
 * @param uri the longest path and query together
 * @param headers the most header bytes
 */
@ConfigurationProperties("pond.limits")
record LimitSettings(
        @Name("default") @DefaultValue Quota standard,
        @DefaultValue Quota anonymous,
        @DefaultValue Map<String, Quota> clients,
        Map<Traffic, DataSize> body,
        @DefaultValue("8KB") DataSize uri,
        @DefaultValue("16KB") DataSize headers) {

    /**
     * @param requests how many calls
     * @param window in how much time; the budget refills evenly
     */
    record Quota(@DefaultValue("600") long requests, @DefaultValue("60s") Duration window) {

        Quota {
            if (requests < 1 || window.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "A quota is at least 1 request and its window at least 1 s");
            }
        }
    }

    LimitSettings {
        for (var traffic : Traffic.values()) {
            if (!body.containsKey(traffic)) {
                throw new IllegalArgumentException("Set pond.limits.body." + traffic);
            }
        }
    }

    Quota of(String client) {
        return clients.getOrDefault(client, standard);
    }

    /** The largest body in bytes. */
    long most(Traffic traffic) {
        return Objects.requireNonNull(body.get(traffic)).toBytes();
    }
}
