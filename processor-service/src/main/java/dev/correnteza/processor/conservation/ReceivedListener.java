package dev.correnteza.processor.conservation;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.webhooklog.LogEntry;
import dev.correnteza.processor.webhooklog.WebhookLogMonths;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Counts what is in the topics, by account and hour: a reader of its own, which knows nothing of what is applied. */
@Component
class ReceivedListener {
    static final String GROUP = "processor-conservation";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOT_TOLD = "";

    private final ReceivedRepository repository;
    private final WebhookLogMonths months;
    private final AvroCodec<PaymentEvent> events;
    private final AvroCodec<QuarantinedWebhook> quarantined;

    ReceivedListener(ReceivedRepository repository, WebhookLogMonths months, NewerSchemas newerSchemas) {
        this.repository = repository;
        this.months = months;
        this.events = AvroCodec.of(PaymentEvent.class, newerSchemas);
        this.quarantined = AvroCodec.of(QuarantinedWebhook.class, newerSchemas);
    }

    // Nobody waits for counts of an hour that is not over: many at once cost what one does.
    @KafkaListener(
            topics = {Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL, Topics.WEBHOOK_QUARANTINE},
            groupId = GROUP,
            batch = "true",
            properties = {"fetch.min.bytes=1048576", "fetch.max.wait.ms=1000", "max.poll.records=5000"})
    void onRecords(List<ConsumerRecord<String, byte[]>> batch) {
        repository.count(batch.stream().map(this::received).toList()).block(LIMIT);
    }

    private Received received(ConsumerRecord<String, byte[]> record) {
        Owner owner = owner(record);
        return new Received(
                record.topic(),
                record.partition(),
                record.offset(),
                LogEntry.timeOf(record),
                owner.tenantId(),
                owner.accountId(),
                months.isKept(LogEntry.timeOf(record)));
    }

    // As the log has it: what the event says where there is one that is read, and what the headers say where there is
    // none.
    private Owner owner(ConsumerRecord<String, byte[]> record) {
        String tenantId = header(record, RecordHeaders.TENANT_ID);
        String accountId = header(record, RecordHeaders.ACCOUNT_ID);
        if (tenantId != null && accountId != null) {
            return new Owner(tenantId, accountId);
        }
        Owner told = new Owner(tenantId == null ? NOT_TOLD : tenantId, accountId == null ? NOT_TOLD : accountId);
        if (record.value() == null) {
            return told;
        }
        try {
            if (record.topic().equals(Topics.WEBHOOK_QUARANTINE)) {
                QuarantinedWebhook webhook = quarantined.decode(record.value());
                return new Owner(webhook.getTenantId(), webhook.getAccountId());
            }
            PaymentEvent event = events.decode(record.value());
            return new Owner(event.getTenantId(), event.getAccountId());
        } catch (UndecodableRecord e) {
            return told;
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > RecordHeaders.MAX_VALUE_BYTES) {
            return null;
        }
        return new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
    }

    private record Owner(String tenantId, String accountId) {
        Owner {
            tenantId = tenantId.replace("\0", "");
            accountId = accountId.replace("\0", "");
        }
    }
}
