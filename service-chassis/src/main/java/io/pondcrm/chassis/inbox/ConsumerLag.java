package io.pondcrm.chassis.inbox;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.KafkaAdmin;

/** How many events each handler has before it, asked of the broker when somebody wants to know. */
class ConsumerLag implements MeterBinder, AutoCloseable {

    private final List<Inbox> inboxes;
    private final ParkedKeys parked;
    private final Admin broker;
    private final LoadingCache<String, Double> lags =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(5)).build(this::lag);

    ConsumerLag(List<Inbox> inboxes, ParkedKeys parked, KafkaAdmin admin) {
        this.inboxes = inboxes;
        this.parked = parked;
        var settings = new HashMap<>(admin.getConfigurationProperties());
        settings.put("request.timeout.ms", 1_000);
        settings.put("default.api.timeout.ms", 1_000);
        this.broker = Admin.create(settings);
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
        var committed =
                broker.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(1, TimeUnit.SECONDS);
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(it -> wanted.put(it, OffsetSpec.latest()));
        var ends = broker.listOffsets(wanted).all().get(1, TimeUnit.SECONDS);
        var lag = 0L;
        for (var position : committed.entrySet()) {
            var end = ends.get(position.getKey());
            if (end != null) {
                lag += Math.max(0, end.offset() - position.getValue().offset());
            }
        }
        return (double) lag;
    }

    @Override
    public void close() {
        broker.close(Duration.ofSeconds(1));
    }
}
