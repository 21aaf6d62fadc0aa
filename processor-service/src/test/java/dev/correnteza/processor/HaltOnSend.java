package dev.correnteza.processor;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A producer interceptor that ends the JVM at the first send. */
public class HaltOnSend implements ProducerInterceptor<String, byte[]> {
    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        Runtime.getRuntime().halt(KilledProcessorIT.HALTED);
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        // nothing
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
