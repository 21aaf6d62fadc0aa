package dev.correnteza.tracking.conversion;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;

/** Stores a conversion for each pixel of each sale. Offsets follow the commit; what it stores twice is stored once. */
final class TransitionListener {
    private static final Logger log = LoggerFactory.getLogger(TransitionListener.class);

    private final AvroCodec<PrivateTransition> codec;
    private final Map<String, List<Pixel>> pixelsByTenant;
    private final Purchases purchases;
    private final ConversionRepository conversions;
    private final ConversionSender sender;
    private final DeliveryPublisher publisher;
    private final ConversionMetrics metrics;
    private final Duration batchTimeout;
    private final Clock clock;

    TransitionListener(
            AvroCodec<PrivateTransition> codec,
            Map<String, List<Pixel>> pixelsByTenant,
            Purchases purchases,
            ConversionRepository conversions,
            ConversionSender sender,
            DeliveryPublisher publisher,
            ConversionMetrics metrics,
            Duration batchTimeout,
            Clock clock) {
        this.codec = codec;
        this.pixelsByTenant = pixelsByTenant;
        this.purchases = purchases;
        this.conversions = conversions;
        this.sender = sender;
        this.publisher = publisher;
        this.metrics = metrics;
        this.batchTimeout = batchTimeout;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.PAYMENT_TRANSITIONS_PRIVATE, groupId = "tracking")
    void onTransitions(List<ConsumerRecord<String, byte[]>> batch) {
        Sales sales = sales(batch);
        List<String> stored = sales.distinct.isEmpty()
                ? List.of()
                : conversions
                        .insertNew(List.copyOf(sales.distinct.values()), clock.instant())
                        .collectList()
                        .blockOptional(batchTimeout)
                        .orElse(List.of());
        count(sales, stored);
        sender.wake();
        if (stored.contains("SKIPPED")) {
            publisher.wake();
        }
    }

    private Sales sales(List<ConsumerRecord<String, byte[]>> batch) {
        Sales sales = new Sales();
        for (ConsumerRecord<String, byte[]> consumed : batch) {
            PrivateTransition transition = decode(consumed);
            if (transition == null) {
                sales.undecodable++;
            } else if (!isSale(transition.getTransition())) {
                sales.other++;
            } else {
                sales.add(
                        transition,
                        pixelsByTenant.getOrDefault(transition.getTransition().getTenantId(), List.of()));
            }
        }
        return sales;
    }

    // What a replay brings to the books is old: reporting it would be a side effect that nobody named.
    private static boolean isSale(PaymentTransition transition) {
        return transition.getToStatus() == PaymentStatus.PAID && transition.getLane() != Lane.REPLAY;
    }

    private @Nullable PrivateTransition decode(ConsumerRecord<String, byte[]> consumed) {
        try {
            return consumed.value() == null ? null : codec.decode(consumed.value());
        } catch (UndecodableRecord e) {
            log.atWarn()
                    .addKeyValue("topic", consumed.topic())
                    .addKeyValue("partition", consumed.partition())
                    .addKeyValue("offset", consumed.offset())
                    .addKeyValue("errorCode", e.getMessage())
                    .log("transition not readable");
            return null;
        }
    }

    private void count(Sales sales, List<String> stored) {
        long skipped = stored.stream().filter("SKIPPED"::equals).count();
        metrics.transitions("sale", sales.tracked);
        metrics.transitions("untracked", sales.untracked);
        metrics.transitions("other", sales.other);
        metrics.transitions("undecodable", sales.undecodable);
        metrics.conversions("enqueued", stored.size() - skipped);
        metrics.conversions("skipped", skipped);
        metrics.conversions("duplicate", sales.conversions - stored.size());
    }

    /** The sales of one batch, and what else was in it. */
    private final class Sales {
        final Map<UUID, NewConversion> distinct = new LinkedHashMap<>();
        long conversions;
        long tracked;
        long untracked;
        long other;
        long undecodable;

        void add(PrivateTransition paid, List<Pixel> pixels) {
            if (pixels.isEmpty()) {
                untracked++;
                return;
            }
            tracked++;
            for (Pixel pixel : pixels) {
                conversions++;
                NewConversion conversion = purchases.of(paid, pixel);
                distinct.putIfAbsent(conversion.deliveryId(), conversion);
            }
        }
    }

    static Map<String, List<Pixel>> byTenant(List<Pixel> pixels) {
        Map<String, List<Pixel>> byTenant = new LinkedHashMap<>();
        pixels.forEach(pixel -> byTenant.computeIfAbsent(pixel.tenant(), tenant -> new ArrayList<>())
                .add(pixel));
        return byTenant;
    }
}
