package dev.correnteza.processor.refused;

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
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.VerifiedWebhook;
import dev.correnteza.processor.account.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What ingest-service would have written for a webhook, had it let it in. */
final class LetInRecords {
    private static final String ADAPTER_FAILED = "ADAPTER_FAILED";

    private final AvroCodec<PaymentEvent> events = AvroCodec.of(PaymentEvent.class);
    private final AvroCodec<GatewayNotification> notifications = AvroCodec.of(GatewayNotification.class);
    private final AvroCodec<QuarantinedWebhook> quarantined = AvroCodec.of(QuarantinedWebhook.class);

    /**
     * None for what is not let in: what is not authentic, and what ingest-service refuses to read.
     *
     * @param refusalId becomes the id of a quarantined webhook: let in twice, it is one all the same
     */
    List<ProducerRecord<String, byte[]>> of(Reading reading, UUID refusalId, GatewayAdapter adapter) {
        return switch (reading) {
            case Reading.Refused refused -> List.of();
            case Reading.AdapterFailed(var webhook) ->
                List.of(quarantined(ADAPTER_FAILED, null, refusalId, adapter, webhook));
            case Reading.Authentic(var webhook, var meaning) ->
                switch (meaning) {
                    case Understood(var understood) ->
                        understood.stream().map(this::event).toList();
                    case PartlyUnderstood(var understood, var rest) ->
                        Stream.concat(
                                        Stream.of(quarantined(rest, refusalId, adapter, webhook)),
                                        understood.stream().map(this::event))
                                .toList();
                    case Notified(var notification) -> List.of(notification(notification));
                    case NotUnderstood rest -> List.of(quarantined(rest, refusalId, adapter, webhook));
                    case TooComplex() -> List.of();
                };
        };
    }

    private ProducerRecord<String, byte[]> event(PaymentEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.PAYMENT_EVENTS, CorrelationKey.of(event), events.encode(event));
        header(record, RecordHeaders.TENANT_ID, event.getTenantId());
        header(record, RecordHeaders.ACCOUNT_ID, event.getAccountId());
        header(record, RecordHeaders.GATEWAY, event.getGateway());
        header(record, RecordHeaders.TYPE, event.getType());
        header(record, RecordHeaders.EVENT_ID, event.getEventId());
        return record;
    }

    private ProducerRecord<String, byte[]> notification(GatewayNotification notification) {
        String key = notification.getAccountId() + ":" + notification.getResourceId();
        return new ProducerRecord<>(Topics.GATEWAY_NOTIFICATIONS, key, notifications.encode(notification));
    }

    private ProducerRecord<String, byte[]> quarantined(
            NotUnderstood rest, UUID refusalId, GatewayAdapter adapter, VerifiedWebhook webhook) {
        return quarantined(rest.reason().name(), rest.detail(), refusalId, adapter, webhook);
    }

    private ProducerRecord<String, byte[]> quarantined(
            String reason, @Nullable String detail, UUID refusalId, GatewayAdapter adapter, VerifiedWebhook webhook) {
        Account account = webhook.received().account();
        QuarantinedWebhook record = new QuarantinedWebhook(
                refusalId.toString(),
                account.tenantId(),
                account.accountId(),
                adapter.gateway().name(),
                reason,
                detail,
                webhook.receivedAt(),
                EventSource.raw(adapter, webhook.received()));
        return new ProducerRecord<>(Topics.WEBHOOK_QUARANTINE, account.accountId(), quarantined.encode(record));
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
