package dev.correnteza.processor.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class TraceConfiguration {
    private static final String EXPORTER = "otel.traces.exporter";
    private static final String NONE = "none";

    /** OpenTelemetry's own settings (OTEL_...) decide. Without an exporter nothing is recorded, and traces of others still pass through. */
    @Bean
    OpenTelemetry openTelemetry(Environment environment) {
        if (environment.getProperty(EXPORTER, NONE).equals(NONE)) {
            return OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        }
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name",
                        "processor-service",
                        "otel.metrics.exporter",
                        NONE,
                        "otel.logs.exporter",
                        NONE))
                .addPropertiesCustomizer(given -> Map.of(EXPORTER, environment.getProperty(EXPORTER, NONE)))
                .build()
                .getOpenTelemetrySdk();
    }

    @Bean
    BatchTraces traces(OpenTelemetry openTelemetry) {
        return new BatchTraces(openTelemetry);
    }
}
