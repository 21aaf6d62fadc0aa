package dev.correnteza.processor.batch;

import dev.correnteza.events.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** The two lanes. The consumer thread waits for the commit: offsets follow it. */
@Component
class PaymentEventListener {
    private final PaymentEventBatches batches;
    private final BatchProperties properties;

    PaymentEventListener(PaymentEventBatches batches, BatchProperties properties) {
        this.batches = batches;
        this.properties = properties;
    }

    @KafkaListener(topics = Topics.PAYMENT_EVENTS, groupId = "processor", batch = "true")
    void onPaymentEvents(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch);
    }

    /** A group of its own: a mass backfill never delays the live lane. */
    @KafkaListener(topics = Topics.PAYMENT_EVENTS_BACKFILL, groupId = "processor-backfill", batch = "true")
    void onBackfilledEvents(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch);
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        try {
            batches.apply(batch).block(properties.timeout());
        } catch (RuntimeException e) {
            throw new BatchFailure(e);
        }
    }
}
