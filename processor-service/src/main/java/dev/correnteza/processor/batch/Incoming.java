package dev.correnteza.processor.batch;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.processor.ledger.Copies;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record and the event in it.
 *
 * @param event without its raw request; {@code null} where there is none
 * @param errorCode why it cannot be applied, whatever PostgreSQL says; {@code null} where it can
 * @param attempts how often it was tried, with this time
 */
record Incoming(
        ConsumerRecord<String, byte[]> record,
        @Nullable PaymentEvent event,
        @Nullable String errorCode,
        int attempts) {
    boolean isReadable() {
        return errorCode == null;
    }

    /** The event of a record that has one. */
    PaymentEvent requireEvent() {
        if (event == null) {
            throw new IllegalStateException("only records with an event are applied");
        }
        return event;
    }

    /** With what another record of the same fact tells beyond it. */
    Incoming with(Incoming copy) {
        return Copies.isDifferent(requireEvent(), copy.requireEvent())
                ? new Incoming(record, Copies.together(requireEvent(), copy.requireEvent()), errorCode, attempts)
                : this;
    }

    @Override
    public String toString() {
        return "Incoming[" + record.topic() + "-" + record.partition() + "@" + record.offset() + "]";
    }
}
