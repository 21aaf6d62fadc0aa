package dev.correnteza.ingest.refused;

import dev.correnteza.ingest.publish.RecordPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RefusedConfiguration {
    @Bean
    RefusedWebhooks refusedWebhooks(
            RecordPublisher publisher, RefusedProperties properties, MeterRegistry registry, Clock clock) {
        return new RefusedWebhooks(publisher::publish, properties, registry, clock);
    }
}
