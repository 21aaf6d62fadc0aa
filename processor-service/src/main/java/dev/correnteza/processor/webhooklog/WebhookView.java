package dev.correnteza.processor.webhooklog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook and what became of it, as the API shows it. Times are ISO 8601 in UTC. */
public record WebhookView(
        String topic,
        int partition,
        long offset,
        String accountId,
        String gateway,
        String lane,
        String status,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String gatewayEventType,
        Instant receivedAt,
        Instant processedAt,
        int attempts,
        @Nullable String error,
        @Nullable String result,
        @Nullable String paymentId) {

    String place() {
        return "%s %05d %019d".formatted(topic, partition, offset);
    }
}
