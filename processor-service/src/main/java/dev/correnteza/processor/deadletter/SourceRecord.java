package dev.correnteza.processor.deadletter;

import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.processor.webhooklog.LogEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, and what its headers say of it.
 *
 * @param recordTime when it was written to its topic
 * @param tenantId empty where no header tells
 * @param accountId empty where no header tells
 * @param gateway empty where no header tells
 */
public record SourceRecord(
        String topic,
        int partition,
        long offset,
        Instant recordTime,
        @Nullable String key,
        byte @Nullable [] value,
        String tenantId,
        String accountId,
        String gateway) {
    private static final String NOT_TOLD = "";

    public static SourceRecord of(ConsumerRecord<String, byte[]> record) {
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                LogEntry.timeOf(record),
                record.key(),
                record.value(),
                header(record, RecordHeaders.TENANT_ID),
                header(record, RecordHeaders.ACCOUNT_ID),
                header(record, RecordHeaders.GATEWAY));
    }

    /** The record without headers. */
    public ConsumerRecord<String, byte[]> asConsumed() {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                recordTime.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty());
    }

    @Override
    public String toString() {
        return "SourceRecord[" + topic + "-" + partition + "@" + offset + "]";
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > RecordHeaders.MAX_VALUE_BYTES) {
            return NOT_TOLD;
        }
        return new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
    }
}
