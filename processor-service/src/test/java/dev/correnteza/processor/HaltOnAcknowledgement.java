package dev.correnteza.processor;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A producer interceptor that ends the JVM when the broker has acknowledged the first record. */
public class HaltOnAcknowledgement implements ProducerInterceptor<String, byte[]> {
    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        Runtime.getRuntime().halt(KilledProcessorIT.HALTED);
    }

    @Override
    public void close() {
        // nothing
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing
    }
}
