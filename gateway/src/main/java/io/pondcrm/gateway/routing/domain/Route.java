package io.pondcrm.gateway.routing.domain;

import java.util.Locale;

/** Where a call goes. Calls of one route share a circuit breaker. */
public record Route(String service, Traffic traffic) {

    /** As it stands in metrics: {@code customer}, {@code customer-import}. */
    public String name() {
        return traffic == Traffic.USUAL
                ? service
                : service + "-" + traffic.name().toLowerCase(Locale.ROOT);
    }
}
