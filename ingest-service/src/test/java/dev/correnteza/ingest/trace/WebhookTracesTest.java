package dev.correnteza.ingest.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.ingest.trace.WebhookTraces.Trace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class WebhookTracesTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final ContextPropagators W3C = ContextPropagators.create(W3CTraceContextPropagator.getInstance());

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final WebhookTraces recording = new WebhookTraces(OpenTelemetrySdk.builder()
            .setPropagators(W3C)
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());
    private final WebhookTraces passing = new WebhookTraces(OpenTelemetry.propagating(W3C));

    @Test
    void continuesTheTraceOfTheRequestInTheRecord() {
        Trace trace = recording.begin(Map.of("traceparent", PARENT));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("topic", new byte[0]);
        trace.continueIn(record);
        trace.end("hotmart", "accepted", "understood");

        SpanData span = spans.getFinishedSpanItems().getFirst();
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(traceparent(record)).isEqualTo("00-" + TRACE_ID + "-" + span.getSpanId() + "-01");
        assertThat(span.getAttributes().asMap().values())
                .containsExactlyInAnyOrder("hotmart", "accepted", "understood");
    }

    @Test
    void beginsATraceWhereTheRequestNamesNone() {
        Trace trace = recording.begin(Map.of("traceparent", "garbage"));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("topic", new byte[0]);
        trace.continueIn(record);
        trace.end("hotmart", "accepted", "understood");

        assertThat(traceparent(record))
                .contains(spans.getFinishedSpanItems().getFirst().getTraceId());
    }

    @Test
    void letsATracePassThroughWhereNothingIsRecorded() {
        ProducerRecord<String, byte[]> traced = new ProducerRecord<>("topic", new byte[0]);
        ProducerRecord<String, byte[]> untraced = new ProducerRecord<>("topic", new byte[0]);
        passing.begin(Map.of("traceparent", PARENT)).continueIn(traced);
        passing.begin(Map.of()).continueIn(untraced);

        assertThat(traceparent(traced)).isEqualTo(PARENT);
        assertThat(untraced.headers()).isEmpty();
    }

    private static String traceparent(ProducerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader("traceparent");
        return new String(header.value(), UTF_8);
    }
}
