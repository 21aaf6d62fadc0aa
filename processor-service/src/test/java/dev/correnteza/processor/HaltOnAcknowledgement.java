package dev.correnteza.processor;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A producer interceptor that ends the JVM when the broker has acknowledged the first record in a topic. */
public class HaltOnAcknowledgement implements ProducerInterceptor<String, byte[]> {
    private @Nullable Object topic;

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // Called for a send that failed, too.
        if (exception == null && metadata != null && metadata.topic().equals(topic)) {
            Runtime.getRuntime().halt(ChildProcessor.HALTED);
        }
    }

    @Override
    public void close() {
        // nothing
    }

    @Override
    public void configure(Map<String, ?> configs) {
        topic = configs.get(HaltOnSend.TOPIC);
    }
}
