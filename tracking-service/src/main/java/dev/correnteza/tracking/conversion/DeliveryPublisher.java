package dev.correnteza.tracking.conversion;

import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes a {@link ConversionDelivery} for each conversion that has ended: at least once, with the same id however often. */
final class DeliveryPublisher {
    private static final int BATCH = 500;
    // Longer than the producer tries.
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final DeliveryRepository deliveries;
    private final AvroCodec<ConversionDelivery> codec;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final Pump pump = new Pump("publish", this::round);

    DeliveryPublisher(
            DeliveryRepository deliveries,
            AvroCodec<ConversionDelivery> codec,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock) {
        this.deliveries = deliveries;
        this.codec = codec;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Something may have ended. */
    void wake() {
        pump.wake();
    }

    void stop() {
        pump.stop();
    }

    private Mono<Void> round() {
        return deliveries
                .claim(BATCH, clock.instant(), LEASE)
                .collectList()
                .flatMap(this::publish)
                .doOnNext(published -> {
                    if (published == BATCH) {
                        wake();
                    }
                })
                .then();
    }

    private Mono<Integer> publish(List<ConversionDelivery> ended) {
        if (ended.isEmpty()) {
            return Mono.just(0);
        }
        List<UUID> ids =
                ended.stream().map(one -> UUID.fromString(one.getDeliveryId())).toList();
        return Flux.fromIterable(ended)
                // Asking for a topic's partitions may block the caller.
                .publishOn(Schedulers.boundedElastic())
                .map(one -> kafka.send(Topics.CONVERSION_DELIVERIES, one.getPaymentId(), codec.encode(one)))
                .collectList()
                .flatMapIterable(sent -> sent)
                .concatMap(Mono::fromFuture)
                .then(Mono.defer(() -> deliveries.published(ids)))
                .thenReturn(ended.size())
                // What was not acknowledged comes back at once rather than after its lease.
                .onErrorResume(error ->
                        deliveries.release(ids, clock.instant().plusSeconds(1)).then(Mono.error(error)));
    }
}
