package dev.correnteza.processor;

import dev.correnteza.events.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchInterceptor;

/** For {@code spring.main.sources} of a child: ends the JVM after a batch is in the database and before its offsets are. */
class HaltAfterCommit {
    @Bean
    BatchInterceptor<Object, Object> haltingInterceptor() {
        return new BatchInterceptor<>() {
            @Override
            public ConsumerRecords<Object, Object> intercept(
                    ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                return records;
            }

            @Override
            public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                boolean isApplier = consumer.groupMetadata().groupId().equals("processor"); // others only count
                if (isApplier
                        && records.records(Topics.PAYMENT_EVENTS).iterator().hasNext()) {
                    Runtime.getRuntime().halt(KilledProcessorIT.HALTED);
                }
            }
        };
    }
}
