package dev.correnteza.processor;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchInterceptor;

/** For {@code spring.main.sources} of a child: ends the JVM after a batch is in the database and before its offsets are. */
class HaltAfterCommit {
    @Bean
    BatchInterceptor<Object, Object> haltingInterceptor(
            @Value("${halt.group}") String group, @Value("${halt.topic}") String topic) {
        return new BatchInterceptor<>() {
            @Override
            public ConsumerRecords<Object, Object> intercept(
                    ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                return records;
            }

            @Override
            public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                boolean isMeant = consumer.groupMetadata().groupId().equals(group); // others read the same topic
                if (isMeant && records.records(topic).iterator().hasNext()) {
                    Runtime.getRuntime().halt(ChildProcessor.HALTED);
                }
            }
        };
    }
}
