package dev.correnteza.backfill.fetch;

import dev.correnteza.backfill.fetch.FetchMetrics.Outcome;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Notifications of gateways, and requests of our own to ask after a payment. The consumer thread waits: offsets follow what was found. */
@Component
class NotificationListener {
    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);
    // Shorter than a consumer may be away from its group.
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Fetcher fetcher;
    private final FetchMetrics metrics;
    private final AvroCodec<GatewayNotification> codec = AvroCodec.of(GatewayNotification.class);

    NotificationListener(Fetcher fetcher, FetchMetrics metrics) {
        this.fetcher = fetcher;
        this.metrics = metrics;
    }

    @KafkaListener(
            topics = Topics.GATEWAY_NOTIFICATIONS,
            groupId = "backfill-fetch",
            batch = "true",
            properties = "max.poll.records=20")
    void onNotifications(List<ConsumerRecord<String, byte[]>> batch) {
        List<GatewayNotification> notifications = new ArrayList<>(batch.size());
        for (ConsumerRecord<String, byte[]> record : batch) {
            read(record).ifPresent(notifications::add);
        }
        fetcher.fetch(notifications).block(LIMIT);
    }

    private Optional<GatewayNotification> read(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null) {
            try {
                return Optional.of(codec.decode(record.value()));
            } catch (UndecodableRecord e) {
                // said below
            }
        }
        metrics.count("other", Outcome.UNDECODABLE);
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .log("notification cannot be read and is passed over");
        return Optional.empty();
    }
}
