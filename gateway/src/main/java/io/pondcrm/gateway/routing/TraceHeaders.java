package io.pondcrm.gateway.routing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Lets a service's spans hang below the gateway's: {@code traceparent} of W3C Trace Context. */
record TraceHeaders(@Nullable Tracer tracer, @Nullable Propagator propagator) {

    /** Without tracing, what the caller sent passes unchanged. */
    void addTo(HttpMessage request) {
        if (tracer == null || propagator == null) {
            return;
        }
        var span = tracer.currentTraceContext().context();
        if (span != null) {
            propagator.inject(span, request, (_, name, value) -> request.setHeader(name, value));
        }
    }
}
