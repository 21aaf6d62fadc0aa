package dev.correnteza.bench.processorkills;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.simulator.books.InventedSales;
import dev.correnteza.simulator.books.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events of invented sales at a steady rate. Some thousand wait at a time and leave in random order, so that the events of a
 * sale are seconds apart; one in eight comes again.
 */
final class EventLoad {
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final int PEOPLE = 500;
    private static final int WAITING = 2_000;
    private static final int ONE_AGAIN_IN = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String bootstrapServers;
    private final int ratePerSecond;
    private final int lanes;
    private final InventedSales sales;
    private final Random random;
    private final List<Told> told = new ArrayList<>();
    private final AtomicInteger records = new AtomicInteger();
    private final Thread writing = Thread.ofPlatform().name("event-load").unstarted(this::write);
    private volatile boolean isEnding;

    EventLoad(String bootstrapServers, String tenantId, int ratePerSecond, int lanes, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.ratePerSecond = ratePerSecond;
        this.lanes = lanes;
        this.sales = new InventedSales(tenantId, PEOPLE, seed);
        this.random = new Random(-seed);
    }

    void start() {
        writing.start();
    }

    /** Invents no more; returns once all that was invented is acknowledged. */
    void end() throws InterruptedException {
        isEnding = true;
        writing.join();
    }

    /** All events; after the end only. */
    List<Told> told() {
        return List.copyOf(told);
    }

    /** Records that were acknowledged. */
    int records() {
        return records.get();
    }

    private void write() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Told> waiting = new ArrayList<>();
            long startedAt = System.nanoTime();
            for (long sent = 0; !isEnding || !waiting.isEmpty(); sent++) {
                while (!isEnding && waiting.size() < WAITING) {
                    List<Told> story = sales.next();
                    told.addAll(story);
                    waiting.addAll(story);
                }
                long due = startedAt + (long) (sent * NANOS_PER_SECOND / ratePerSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                send(producer, take(waiting).event());
            }
        }
    }

    /** Any of those that wait; it stays among them now and then. */
    private Told take(List<Told> waiting) {
        int which = random.nextInt(waiting.size());
        Told taken = waiting.get(which);
        if (random.nextInt(ONE_AGAIN_IN) > 0) {
            waiting.set(which, waiting.getLast());
            waiting.removeLast();
        }
        return taken;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is not written is missed at the end
    private void send(KafkaProducer<String, byte[]> producer, PaymentEvent event) {
        String topic = lanes > 1 && random.nextBoolean() ? Topics.PAYMENT_EVENTS_BACKFILL : Topics.PAYMENT_EVENTS;
        producer.send(
                new ProducerRecord<>(topic, CorrelationKey.of(event), CODEC.encode(event)), (metadata, failure) -> {
                    if (failure == null) {
                        records.incrementAndGet();
                    }
                });
    }
}
