package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record and the event in it.
 *
 * @param event without its raw request; {@code null} where the bytes are no event
 */
record Incoming(
        ConsumerRecord<String, byte[]> record, @Nullable PaymentEvent event) {
    @Override
    public String toString() {
        return "Incoming[" + record.topic() + "-" + record.partition() + "@" + record.offset() + "]";
    }
}
