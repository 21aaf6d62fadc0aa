package dev.correnteza.processor;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A producer interceptor that ends the JVM at the first send to a topic: others are none of its business. */
public class HaltOnSend implements ProducerInterceptor<String, byte[]> {
    /** Property of the producer: name of the topic. */
    static final String TOPIC = "halt.topic";

    private @Nullable Object topic;

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        if (record.topic().equals(topic)) {
            Runtime.getRuntime().halt(ChildProcessor.HALTED);
        }
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
        topic = configs.get(TOPIC);
    }
}
