package dev.correnteza.ingest.webhook;

import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.VerifiedWebhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records for what a webhook meant: topic, key, value, and the headers that replays filter on. */
final class WebhookRecords {
    private final AvroCodec<PaymentEvent> events = AvroCodec.of(PaymentEvent.class);
    private final AvroCodec<GatewayNotification> notifications = AvroCodec.of(GatewayNotification.class);
    private final AvroCodec<QuarantinedWebhook> quarantined = AvroCodec.of(QuarantinedWebhook.class);

    List<ProducerRecord<String, byte[]>> of(List<PaymentEvent> understood) {
        return understood.stream().map(this::of).toList();
    }

    List<ProducerRecord<String, byte[]>> with(
            List<PaymentEvent> understood, ProducerRecord<String, byte[]> quarantined) {
        return Stream.concat(Stream.of(quarantined), understood.stream().map(this::of))
                .toList();
    }

    ProducerRecord<String, byte[]> of(GatewayNotification notification) {
        String key = notification.getAccountId() + ":" + notification.getResourceId();
        return new ProducerRecord<>(Topics.GATEWAY_NOTIFICATIONS, key, notifications.encode(notification));
    }

    ProducerRecord<String, byte[]> quarantined(
            String reason, @Nullable String detail, GatewayAdapter adapter, VerifiedWebhook webhook) {
        Account account = webhook.received().account();
        QuarantinedWebhook record = new QuarantinedWebhook();
        record.setQuarantineId(UUID.randomUUID().toString());
        record.setTenantId(account.tenantId());
        record.setAccountId(account.accountId());
        record.setGateway(adapter.gateway().name());
        record.setReason(reason);
        record.setDetail(detail);
        record.setReceivedAt(webhook.receivedAt());
        record.setRaw(EventSource.raw(adapter, webhook.received()));
        return new ProducerRecord<>(Topics.WEBHOOK_QUARANTINE, account.accountId(), quarantined.encode(record));
    }

    private ProducerRecord<String, byte[]> of(PaymentEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.PAYMENT_EVENTS, CorrelationKey.of(event), events.encode(event));
        header(record, RecordHeaders.TENANT_ID, event.getTenantId());
        header(record, RecordHeaders.ACCOUNT_ID, event.getAccountId());
        header(record, RecordHeaders.GATEWAY, event.getGateway());
        header(record, RecordHeaders.TYPE, event.getType());
        header(record, RecordHeaders.EVENT_ID, event.getEventId());
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
