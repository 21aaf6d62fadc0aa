package dev.correnteza.processor.batch;

import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.trace.BatchTraces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** The two lanes. A consumer's thread waits for the commit: offsets follow it. */
@Component
class PaymentEventListener {
    private final PaymentEventBatches batches;
    private final BatchProperties properties;
    private final BatchTraces traces;

    PaymentEventListener(PaymentEventBatches batches, BatchProperties properties, BatchTraces traces) {
        this.batches = batches;
        this.properties = properties;
        this.traces = traces;
    }

    // A batch costs about the same for one event and for ten: those of 40 ms go together.
    @KafkaListener(
            topics = Topics.PAYMENT_EVENTS,
            groupId = "processor",
            batch = "true",
            concurrency = "${correnteza.processor.batch.consumers}",
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=40"})
    void onPaymentEvents(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch);
    }

    /** A group of its own: a mass backfill never delays the live lane. */
    @KafkaListener(topics = Topics.PAYMENT_EVENTS_BACKFILL, groupId = "processor-backfill", batch = "true")
    void onBackfilledEvents(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch);
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch) {
        Span span = traces.begin(batch);
        try {
            batches.apply(batch).block(properties.timeout());
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw new BatchFailure(e);
        } finally {
            span.end();
        }
    }
}
