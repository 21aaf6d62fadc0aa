package dev.correnteza.backfill.lane;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.stereotype.Component;

/** Events and quarantined records as they stand in their topics. */
@Component
public class EventRecords {
    private final AvroCodec<PaymentEvent> events;
    private final AvroCodec<QuarantinedWebhook> quarantined = AvroCodec.of(QuarantinedWebhook.class);

    EventRecords(AvroCodec<PaymentEvent> events) {
        this.events = events;
    }

    /** The event for the backfill lane, with the headers by which it can be filtered. */
    public ProducerRecord<String, byte[]> backfill(PaymentEvent event) {
        return new ProducerRecord<>(
                Topics.PAYMENT_EVENTS_BACKFILL, null, CorrelationKey.of(event), events.encode(event), headers(event));
    }

    /** The event for the live lane, as ingest-service writes it. */
    public ProducerRecord<String, byte[]> live(PaymentEvent event) {
        return new ProducerRecord<>(
                Topics.PAYMENT_EVENTS, null, CorrelationKey.of(event), events.encode(event), headers(event));
    }

    /** What was not understood, for the quarantine. */
    public ProducerRecord<String, byte[]> quarantine(QuarantinedWebhook webhook) {
        return new ProducerRecord<>(Topics.WEBHOOK_QUARANTINE, webhook.getAccountId(), quarantined.encode(webhook));
    }

    /** The headers of a record of this event. */
    public static List<Header> headers(PaymentEvent event) {
        return List.of(
                header(RecordHeaders.TENANT_ID, event.getTenantId()),
                header(RecordHeaders.ACCOUNT_ID, event.getAccountId()),
                header(RecordHeaders.GATEWAY, event.getGateway()),
                header(RecordHeaders.TYPE, event.getType()),
                header(RecordHeaders.EVENT_ID, event.getEventId()));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
