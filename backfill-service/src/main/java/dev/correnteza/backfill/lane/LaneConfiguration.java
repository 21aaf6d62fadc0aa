package dev.correnteza.backfill.lane;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.SchemaRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LaneConfiguration {
    @Bean
    AvroCodec<PaymentEvent> paymentEventCodec(RegistryProperties registry) {
        return registry.url() == null || !registry.isThere()
                ? AvroCodec.of(PaymentEvent.class)
                : AvroCodec.of(PaymentEvent.class, new SchemaRegistry(registry.url()));
    }
}
