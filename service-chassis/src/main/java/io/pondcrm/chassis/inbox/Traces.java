package io.pondcrm.chassis.inbox;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the trace of the request that caused an event; a batch of several is a trace of its
 * own, linked to each.
 */
class Traces {

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    void within(List<ConsumerRecord<String, byte[]>> records, String group, Runnable work) {
        if (tracer == null || propagator == null) {
            work.run();
            return;
        }
        var span = span(tracer, propagator, records).name(group).start();
        try (var _ = tracer.withSpan(span)) {
            work.run();
        } catch (RuntimeException failure) {
            span.error(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    private static Span.Builder span(
            Tracer tracer, Propagator propagator, List<ConsumerRecord<String, byte[]>> records) {
        if (records.size() == 1) {
            return caused(propagator, records.getFirst()).kind(Span.Kind.CONSUMER);
        }
        var span = tracer.spanBuilder().kind(Span.Kind.CONSUMER);
        for (var record : records) {
            if (record.headers().lastHeader("traceparent") != null) {
                var cause = caused(propagator, record).start();
                span.addLink(new Link(cause.context()));
                cause.abandon();
            }
        }
        return span;
    }

    private static Span.Builder caused(
            Propagator propagator, ConsumerRecord<String, byte[]> record) {
        return propagator.extract(
                record, (it, name) -> EventReader.header(Objects.requireNonNull(it), name));
    }
}
