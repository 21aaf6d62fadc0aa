package dev.correnteza.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.annotation.KafkaListener;

/** Hands records to the listener of their topic, one by one: any interleaving of partitions can be had. */
final class Replayed {
    private Replayed() {}

    static void into(RunningProcessor processor, ConsumerRecord<String, byte[]> record) {
        ApplicationContext context = processor.context();
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name);
            if (type == null || !type.getSimpleName().endsWith("Listener")) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                KafkaListener listener = method.getAnnotation(KafkaListener.class);
                if (listener != null && Arrays.asList(listener.topics()).contains(record.topic())) {
                    call(method, context.getBean(name), record);
                    return;
                }
            }
        }
        throw new IllegalStateException("nobody listens to " + record.topic());
    }

    private static void call(Method method, Object listener, ConsumerRecord<String, byte[]> record) {
        try {
            method.setAccessible(true);
            method.invoke(listener, List.of(record));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
