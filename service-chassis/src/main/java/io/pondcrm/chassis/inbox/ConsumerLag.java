package io.pondcrm.chassis.inbox;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;

/** How many events each handler has before it, asked of the broker when somebody wants to know. */
class ConsumerLag implements MeterBinder {

    private final List<Inbox> inboxes;
    private final ParkedKeys parked;
    private final Positions positions;
    private final LoadingCache<String, Double> lags =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(5)).build(this::lag);

    ConsumerLag(List<Inbox> inboxes, ParkedKeys parked, Positions positions) {
        this.inboxes = inboxes;
        this.parked = parked;
        this.positions = positions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var inbox : inboxes) {
            Gauge.builder("consumer.lag", inbox.group(), this::of)
                    .tag("group", inbox.group())
                    .description(
                            "Events that this handler has not taken yet; NaN while the broker is away")
                    .register(registry);
        }
        Gauge.builder("dlt.parked.customers", parked, ConsumerLag::parked)
                .description("Customers whose events wait in a dead-letter topic")
                .register(registry);
    }

    private double of(String group) {
        try {
            return lags.get(group);
        } catch (RuntimeException _) {
            return Double.NaN;
        }
    }

    private static double parked(ParkedKeys parked) {
        try {
            return parked.count();
        } catch (RuntimeException _) {
            return Double.NaN;
        }
    }

    private double lag(String group) throws Exception {
        return positions.of(group).values().stream()
                .mapToLong(it -> Math.max(0, it.told() - it.heard()))
                .sum();
    }
}
