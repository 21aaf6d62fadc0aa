package dev.correnteza.bench.books;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.RecordHeaders;
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
 * Writes events of invented sales at a steady rate. Those of some seconds wait and leave in random order, so that the events of a sale
 * are as far apart; one in eight comes again.
 */
public final class EventLoad {
    private static final AvroCodec<PaymentEvent> CODEC = AvroCodec.of(PaymentEvent.class);
    private static final int PEOPLE = 500;
    private static final int WAITING_SECONDS = 15;
    private static final int ONE_AGAIN_IN = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long PAUSE_NANOS = 10_000_000;

    private final String bootstrapServers;
    private final String tenantId;
    private final int ratePerSecond;
    private final int lanes;
    private final InventedSales sales;
    private final Random random;
    private final List<Told> told = new ArrayList<>();
    private final AtomicInteger records = new AtomicInteger();
    private final Thread writing = Thread.ofPlatform().name("event-load").unstarted(this::write);
    private volatile boolean isEnding;
    private volatile boolean isPaused;

    /**
     * @param tenantId whose sales they are
     * @param lanes 1, or 2 for either of both at random
     * @param seed decides events and their order
     */
    public EventLoad(String bootstrapServers, String tenantId, int ratePerSecond, int lanes, long seed) {
        this.bootstrapServers = bootstrapServers;
        this.tenantId = tenantId;
        this.ratePerSecond = ratePerSecond;
        this.lanes = lanes;
        this.sales = new InventedSales(tenantId, PEOPLE, seed);
        this.random = new Random(-seed);
    }

    public void start() {
        writing.start();
    }

    /** Writes nothing until it is resumed. */
    public void pause() {
        isPaused = true;
    }

    /** Goes on at the same rate, and does not make up for the pause. */
    public void resume() {
        isPaused = false;
    }

    /** Invents no more; returns once all that was invented is acknowledged. */
    public void end() throws InterruptedException {
        isEnding = true;
        writing.join();
    }

    String tenantId() {
        return tenantId;
    }

    /** All events; after the end only. */
    public List<Told> told() {
        return List.copyOf(told);
    }

    /** Records that were acknowledged. */
    public int records() {
        return records.get();
    }

    private void write() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Told> waiting = new ArrayList<>();
            long due = System.nanoTime();
            while (!isEnding || !waiting.isEmpty()) {
                while (!isEnding && waiting.size() < WAITING_SECONDS * ratePerSecond) {
                    List<Told> story = sales.next();
                    told.addAll(story);
                    waiting.addAll(story);
                }
                while (isPaused) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    due = System.nanoTime();
                }
                while (System.nanoTime() - due < 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                send(producer, take(waiting).event());
                due += NANOS_PER_SECOND / ratePerSecond;
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
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, CorrelationKey.of(event), CODEC.encode(event));
        // As ingest-service has them: a record that is set aside is told by them.
        record.headers().add(RecordHeaders.TENANT_ID, event.getTenantId().getBytes(UTF_8));
        record.headers().add(RecordHeaders.ACCOUNT_ID, event.getAccountId().getBytes(UTF_8));
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                records.incrementAndGet();
            }
        });
    }
}
