package dev.correnteza.processor.batch;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.processor.matching.Match;
import dev.correnteza.processor.webhooklog.LogEntry;
import dev.correnteza.processor.webhooklog.LogEntry.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Rows of the webhook log for the records of a batch. */
final class LogEntries {
    private static final String NOT_TOLD = "";

    private LogEntries() {}

    static LogEntry applied(
            ConsumerRecord<String, byte[]> record,
            PaymentEvent event,
            boolean isNew,
            @Nullable Match match,
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
                1,
                null,
                match == null ? null : match.rule().name(),
                match == null ? null : match.paymentId());
    }

    /** For a record that is set aside: only headers and place are trusted, its content may be what is wrong with it. */
    static LogEntry setAside(ConsumerRecord<String, byte[]> record, Status status, String errorCode, Instant now) {
        return new LogEntry(
                record.topic(),
                record.partition(),
                record.offset(),
                LogEntry.timeOf(record),
                header(record, RecordHeaders.TENANT_ID),
                header(record, RecordHeaders.ACCOUNT_ID),
                header(record, RecordHeaders.GATEWAY),
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

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > RecordHeaders.MAX_VALUE_BYTES) {
            return NOT_TOLD;
        }
        return new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
    }
}
