package io.pondcrm.chassis.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ImpersonalSpansTest {

    @Test
    void a_collector_hears_of_routes_and_kinds_of_failures_but_not_what_a_caller_wrote() {
        var collector = new Collector();
        try (var provider =
                SdkTracerProvider.builder()
                        .addSpanProcessor(
                                SimpleSpanProcessor.create(new ImpersonalSpans(collector)))
                        .build()) {
            var failure = new IllegalArgumentException("No case is called ada");
            provider.get("test")
                    .spanBuilder("http get /api/v1/cases/{id}")
                    .startSpan()
                    .setAttribute("uri", "/api/v1/cases/{id}")
                    .setAttribute("http.url", "/api/v1/cases/ada")
                    .recordException(failure)
                    .setStatus(StatusCode.ERROR, "No case is called ada")
                    .end();
        }

        assertThat(collector.spans)
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getName()).isEqualTo("http get /api/v1/cases/{id}");
                    assertThat(span.getAttributes().asMap())
                            .containsOnlyKeys(AttributeKey.stringKey("uri"));
                    assertThat(span.getEvents())
                            .singleElement()
                            .satisfies(it ->
                                    assertThat(it.getAttributes().asMap().values())
                                            .singleElement()
                                            .isEqualTo("java.lang.IllegalArgumentException"));
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                    assertThat(span.getStatus().getDescription()).isEmpty();
                });
    }

    @Test
    void whatever_sends_spans_sends_them_so() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                OpenTelemetrySdkAutoConfiguration.class,
                                OpenTelemetryTracingAutoConfiguration.class,
                                TracingAutoConfiguration.class))
                .withBean(SpanExporter.class, Collector::new)
                .run(context ->
                        assertThat(context.getBean(SpanExporters.class).list())
                                .singleElement()
                                .isInstanceOf(ImpersonalSpans.class));
    }

    private static final class Collector implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
