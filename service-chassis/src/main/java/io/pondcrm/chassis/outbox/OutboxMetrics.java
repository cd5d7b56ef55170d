package io.pondcrm.chassis.outbox;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** How many documents have events waiting, and for how long the oldest has waited. */
class OutboxMetrics implements MeterBinder {

    private final MongoOperations mongo;
    private final List<String> collections;
    private final Clock clock;

    OutboxMetrics(MongoOperations mongo, List<String> collections, Clock clock) {
        this.mongo = mongo;
        this.collections = collections;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("outbox.pending", this, OutboxMetrics::pending)
                .description("Documents with events that have not reached Kafka")
                .register(registry);
        // The unit is part of the name that dashboards and alerts know: outbox_oldest_seconds.
        Gauge.builder("outbox.oldest", this, OutboxMetrics::oldest)
                .baseUnit("seconds")
                .description("Age of the oldest event that has not reached Kafka")
                .register(registry);
    }

    private double pending() {
        try {
            var pending = 0L;
            for (var collection : collections) {
                for (var priority : Priority.values()) {
                    pending += mongo.getCollection(collection).countDocuments(priority.waiting());
                }
            }
            return pending;
        } catch (RuntimeException _) {
            return Double.NaN;
        }
    }

    private double oldest() {
        try {
            var oldest = 0L;
            for (var collection : collections) {
                for (var priority : Priority.values()) {
                    oldest = Math.max(oldest, oldest(collection, priority).toMillis());
                }
            }
            return oldest / 1000.0;
        } catch (RuntimeException _) {
            return Double.NaN;
        }
    }

    private Duration oldest(String collection, Priority priority) {
        var first =
                mongo.getCollection(collection)
                        .find(priority.waiting(), Document.class)
                        .projection(Projections.include(priority.field()))
                        .sort(Sorts.ascending(priority.field()))
                        .first();
        return first == null
                ? Duration.ZERO
                : Duration.between(first.getDate(priority.field()).toInstant(), clock.instant());
    }
}
