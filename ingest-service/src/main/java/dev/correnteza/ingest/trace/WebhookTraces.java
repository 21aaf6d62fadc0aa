package dev.correnteza.ingest.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Begins a span for each webhook, below the request's trace (W3C {@code traceparent}) where there is one. */
public final class WebhookTraces {
    private static final String SCOPE = "dev.correnteza.ingest";
    private static final RequestHeaders REQUEST = new RequestHeaders();
    private static final TextMapSetter<Headers> RECORD = WebhookTraces::write;

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    WebhookTraces(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    /** @param headers of the request, by lower-case name */
    public Trace begin(Map<String, String> headers) {
        Context parent = propagator.extract(Context.root(), headers, REQUEST);
        Span span = tracer.spanBuilder("webhook")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return new Trace(span, parent.with(span));
    }

    private static void write(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One webhook's. */
    public final class Trace {
        private final Span span;
        private final Context context;

        private Trace(Span span, Context context) {
            this.span = span;
            this.context = context;
        }

        /** Writes the context into the headers of a record: who reads it goes on from here. */
        public void continueIn(ProducerRecord<String, byte[]> record) {
            propagator.inject(context, record.headers(), RECORD);
        }

        /**
         * @param gateway of a fixed set
         * @param outcome of a fixed set
         * @param reason of a fixed set
         */
        public void end(String gateway, String outcome, String reason) {
            if (span.isRecording()) {
                span.setAttribute("correnteza.gateway", gateway)
                        .setAttribute("correnteza.outcome", outcome)
                        .setAttribute("correnteza.reason", reason);
            }
            span.end();
        }
    }

    private static final class RequestHeaders implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
