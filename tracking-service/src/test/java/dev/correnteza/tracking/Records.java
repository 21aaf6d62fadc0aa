package dev.correnteza.tracking;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics at both ends of the service. */
public final class Records implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final List<ConversionDelivery> deliveries = new ArrayList<>();

    public Records() {
        consumer.assign(IntStream.range(0, 3)
                .mapToObj(partition -> new TopicPartition(Topics.CONVERSION_DELIVERIES, partition))
                .toList());
    }

    public void send(PrivateTransition transition) {
        sendBytes(transition.getTransition().getPaymentId(), Transitions.encoded(transition));
    }

    public void sendBytes(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(Topics.PAYMENT_TRANSITIONS_PRIVATE, key, value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deliveries of a payment that have been written so far. */
    public List<ConversionDelivery> deliveries(String paymentId) {
        poll();
        return deliveries.stream()
                .filter(one -> one.getPaymentId().equals(paymentId))
                .toList();
    }

    /** Payments of which a delivery has been written so far. */
    public Set<String> delivered() {
        poll();
        return deliveries.stream().map(ConversionDelivery::getPaymentId).collect(Collectors.toSet());
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> read : consumer.poll(Duration.ofMillis(100))) {
            try {
                deliveries.add(AvroCodec.of(ConversionDelivery.class).decode(read.value()));
            } catch (UndecodableRecord e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
