package dev.correnteza.tracking.conversion;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.SchemaRegistry;
import dev.correnteza.tracking.meta.ConversionsApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.backoff.ExponentialBackOff;

/** Wires the conversions together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConversionProperties.class, ConversionConfiguration.RegistryProperties.class})
class ConversionConfiguration {

    /** @param url of the schema registry; empty for none */
    @ConfigurationProperties("correnteza.registry")
    record RegistryProperties(@DefaultValue("") String url) {}

    @Bean
    ConversionMetrics conversionMetrics(MeterRegistry registry, Clock clock) {
        return new ConversionMetrics(registry, clock);
    }

    @Bean
    ConversionsApi conversionsApi(ConversionProperties properties) {
        return new ConversionsApi(
                properties.url(), properties.apiVersion(), properties.timeout(), properties.connections());
    }

    @Bean
    DeliveryPublisher deliveryPublisher(
            ConnectionFactory connections, KafkaTemplate<String, byte[]> kafka, Clock clock) {
        return new DeliveryPublisher(
                new DeliveryRepository(DatabaseClient.create(connections)),
                AvroCodec.of(ConversionDelivery.class),
                kafka,
                clock);
    }

    @Bean
    ConversionRepository conversionRepository(ConnectionFactory connections) {
        return new ConversionRepository(DatabaseClient.create(connections));
    }

    @Bean
    ConversionSender conversionSender(
            ConversionProperties properties,
            ConversionRepository conversions,
            ConnectionFactory connections,
            ConversionsApi api,
            DeliveryPublisher publisher,
            ConversionMetrics metrics,
            Clock clock) {
        Map<String, Pixel> pixels =
                properties.pixels().stream().collect(Collectors.toUnmodifiableMap(Pixel::id, Function.identity()));
        PauseRepository pauses = new PauseRepository(DatabaseClient.create(connections));
        return new ConversionSender(pixels, properties, conversions, pauses, api, publisher, metrics, clock);
    }

    @Bean
    ConversionLifecycle conversionLifecycle(
            ConversionSender sender, DeliveryPublisher publisher, ConversionProperties properties) {
        return new ConversionLifecycle(sender, publisher, properties.timeout());
    }

    @Bean
    TransitionListener transitionListener(
            ConversionProperties properties,
            RegistryProperties registry,
            ConversionRepository conversions,
            ConversionSender sender,
            DeliveryPublisher publisher,
            ConversionMetrics metrics,
            Clock clock) {
        AvroCodec<PrivateTransition> codec = registry.url().isBlank()
                ? AvroCodec.of(PrivateTransition.class)
                : AvroCodec.of(PrivateTransition.class, new SchemaRegistry(URI.create(registry.url())));
        return new TransitionListener(
                codec,
                TransitionListener.byTenant(properties.pixels()),
                new Purchases(properties.valueVariants(), clock),
                conversions,
                sender,
                publisher,
                metrics,
                properties.batchTimeout(),
                clock);
    }

    /** The same batch is tried until it succeeds: whatever fails it is the infrastructure's fault. Nothing is skipped. */
    @Bean
    DefaultErrorHandler batchErrorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(new FailedBatches());
        return handler;
    }
}
