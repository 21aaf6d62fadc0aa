package dev.correnteza.processor.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Begins a span for each batch, linked to the traces that its records carry: a batch has many parents. */
public final class BatchTraces {
    private static final String SCOPE = "dev.correnteza.processor";
    /** Longest header value that is read, in bytes; what is longer is no trace context. */
    private static final int MAX_VALUE_BYTES = 512;

    private static final RecordHeaders HEADERS = new RecordHeaders();

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    BatchTraces(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    /** The caller ends it. */
    public Span begin(List<ConsumerRecord<String, byte[]>> batch) {
        SpanBuilder span = tracer.spanBuilder("apply batch").setNoParent().setSpanKind(SpanKind.CONSUMER);
        for (ConsumerRecord<String, byte[]> record : batch) {
            SpanContext webhook = Span.fromContext(propagator.extract(Context.root(), record, HEADERS))
                    .getSpanContext();
            if (webhook.isValid()) {
                span.addLink(webhook);
            }
        }
        return span.setAttribute("messaging.batch.message_count", batch.size()).startSpan();
    }

    private static final class RecordHeaders implements TextMapGetter<ConsumerRecord<String, byte[]>> {
        @Override
        public Iterable<String> keys(ConsumerRecord<String, byte[]> record) {
            return Stream.of(record.headers().toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable ConsumerRecord<String, byte[]> record, String name) {
            Header header = record == null ? null : record.headers().lastHeader(name);
            byte[] value = header == null ? null : header.value();
            return value == null || value.length > MAX_VALUE_BYTES ? null : new String(value, StandardCharsets.UTF_8);
        }
    }
}
