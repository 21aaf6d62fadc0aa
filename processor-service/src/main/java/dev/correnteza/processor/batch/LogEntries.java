package dev.correnteza.processor.batch;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.deadletter.SourceRecord;
import dev.correnteza.processor.matching.Match;
import dev.correnteza.processor.webhooklog.LogEntry;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rows of the webhook log for the records of a batch. */
final class LogEntries {
    private LogEntries() {}

    static LogEntry applied(
            ConsumerRecord<String, byte[]> record,
            PaymentEvent event,
            boolean isNew,
            @Nullable Match match,
            int attempts,
            Instant now) {
        return new LogEntry(
                record.topic(),
                record.partition(),
                record.offset(),
                LogEntry.timeOf(record),
                event.getTenantId(),
                event.getAccountId(),
                event.getGateway(),
                event.getLane().name(),
                UUID.fromString(event.getEventId()),
                event.getType(),
                event.getGatewayEventType(),
                event.getReceivedAt(),
                now,
                isNew ? Status.DONE : Status.DUPLICATE,
                attempts,
                null,
                match == null ? null : match.rule().name(),
                match == null ? null : match.paymentId());
    }

    /** For a record that is set aside: only headers and place are trusted, its content may be what is wrong with it. */
    static LogEntry setAside(ConsumerRecord<String, byte[]> record, Status status, String errorCode, Instant now) {
        SourceRecord source = SourceRecord.of(record);
        return new LogEntry(
                record.topic(),
                record.partition(),
                record.offset(),
                source.recordTime(),
                source.tenantId(),
                source.accountId(),
                source.gateway(),
                Lane.UNKNOWN.name(),
                null,
                null,
                null,
                LogEntry.timeOf(record),
                now,
                status,
                1,
                errorCode,
                null,
                null);
    }
}
