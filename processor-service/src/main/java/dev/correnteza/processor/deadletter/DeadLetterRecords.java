package dev.correnteza.processor.deadletter;

import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code payment-events-dlt}: key and bytes of the source record, and the reason in a fixed envelope of headers. No
 * header of the source record is copied, and none is longer than {@link RecordHeaders#MAX_VALUE_BYTES}: the envelope is below 4 KB.
 */
final class DeadLetterRecords {
    private DeadLetterRecords() {}

    static ProducerRecord<String, byte[]> of(DeadLetter letter) {
        SourceRecord source = letter.source();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.PAYMENT_EVENTS_DLT, source.key(), source.value());
        add(record, RecordHeaders.DEAD_LETTER_ID, letter.id().toString());
        add(record, RecordHeaders.SOURCE_TOPIC, source.topic());
        add(record, RecordHeaders.SOURCE_PARTITION, Integer.toString(source.partition()));
        add(record, RecordHeaders.SOURCE_OFFSET, Long.toString(source.offset()));
        add(record, RecordHeaders.ERROR_CODE, letter.errorCode());
        add(record, RecordHeaders.ATTEMPTS, Integer.toString(letter.attempts()));
        add(record, RecordHeaders.FIRST_FAILED_AT, letter.firstFailedAt().toString());
        add(record, RecordHeaders.LAST_FAILED_AT, letter.lastFailedAt().toString());
        add(record, RecordHeaders.TENANT_ID, letter.tenantId());
        add(record, RecordHeaders.ACCOUNT_ID, letter.accountId());
        add(record, RecordHeaders.GATEWAY, letter.gateway());
        return record;
    }

    private static void add(ProducerRecord<String, byte[]> record, String name, @Nullable String value) {
        if (value != null) {
            record.headers().add(name, capped(value));
        }
    }

    // Cut between characters: the encoder writes no half of one.
    private static byte[] capped(String value) {
        ByteBuffer bytes = ByteBuffer.allocate(RecordHeaders.MAX_VALUE_BYTES);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value), bytes, true);
        byte[] capped = new byte[bytes.flip().remaining()];
        bytes.get(capped);
        return capped;
    }
}
