package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record and the event in it.
 *
 * @param event without its raw request; {@code null} where there is none that can be applied
 * @param errorCode why there is none; {@code null} where there is one
 */
record Incoming(
        ConsumerRecord<String, byte[]> record,
        @Nullable PaymentEvent event,
        @Nullable String errorCode) {
    static Incoming readable(ConsumerRecord<String, byte[]> record, PaymentEvent event) {
        return new Incoming(record, event, null);
    }

    static Incoming unusable(ConsumerRecord<String, byte[]> record, String errorCode) {
        return new Incoming(record, null, errorCode);
    }

    @Override
    public String toString() {
        return "Incoming[" + record.topic() + "-" + record.partition() + "@" + record.offset() + "]";
    }
}
