package io.pondcrm.chassis.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Takes out of spans what a caller wrote: addresses, which hold whatever somebody put into a path,
 * and the words of failures, which quote what could not be read. The route's pattern and the
 * failure's type stay.
 */
final class ImpersonalSpans implements SpanExporter {

    private static final Set<String> ADDRESSES =
            Set.of("http.url", "http.target", "url.full", "url.path", "url.query");

    /** Of OpenTelemetry's conventions for exceptions, what does not quote anything. */
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");

    private final SpanExporter next;

    ImpersonalSpans(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return next.export(spans.stream().<SpanData>map(Impersonal::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    private static final class Impersonal extends DelegatingSpanData {

        Impersonal(SpanData span) {
            super(span);
        }

        @Override
        public Attributes getAttributes() {
            return super.getAttributes().toBuilder()
                    .removeIf(key -> ADDRESSES.contains(key.getKey()))
                    .build();
        }

        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream().map(Impersonal::impersonal).toList();
        }

        private static EventData impersonal(EventData event) {
            var type = event.getAttributes().get(TYPE);
            return EventData.create(
                    event.getEpochNanos(),
                    event.getName(),
                    type == null ? Attributes.empty() : Attributes.of(TYPE, type));
        }

        /** Micrometer describes a failed status by the failure's words. */
        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
