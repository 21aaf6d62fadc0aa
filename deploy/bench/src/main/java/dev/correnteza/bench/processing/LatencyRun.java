package dev.correnteza.bench.processing;

import dev.correnteza.bench.process.Patience;
import dev.correnteza.bench.process.ProcessorTime;
import dev.correnteza.bench.process.RunDirectory;
import dev.correnteza.bench.process.Site;
import dev.correnteza.bench.process.Stack;
import dev.correnteza.bench.processing.SaleEvents.Event;
import dev.correnteza.events.topic.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events at a steady rate and looks every two milliseconds, over a connection of its own, which are in the log of the books:
 * what is seen there is committed. A latency is too long by up to that time, never too short.
 */
public final class LatencyRun {
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double AT_ONCE = Double.POSITIVE_INFINITY;
    private static final int SETTLING_SECONDS = 15;
    private static final double P50 = 50;
    private static final double P99 = 99;

    private static final String LAST_OFFSETS = """
            SELECT kafka_partition, (SELECT max(kafka_offset) FROM processor.webhook_log
                                     WHERE topic = ? AND webhook_log.kafka_partition = partitions.kafka_partition)
            FROM generate_series(0, ?) AS partitions (kafka_partition)
            """;

    private final ProcessingPlan plan;
    private final int ratePerSecond;
    private final int seconds;
    private final Consumer<String> progress;
    private final Map<Integer, Queue<Acknowledged>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile boolean isOver;

    public LatencyRun(ProcessingPlan plan, int ratePerSecond, int seconds, Consumer<String> progress) {
        this.plan = plan;
        this.ratePerSecond = ratePerSecond;
        this.seconds = seconds;
        this.progress = progress;
    }

    /** @throws IllegalStateException when a process does not start, or events are not applied */
    public LatencyResult run() throws IOException, InterruptedException, SQLException {
        try (RunDirectory directory = RunDirectory.make(plan.directory(), plan.keep());
                Site site = Site.start(directory, "site", Stack.Jvms.forLoad(plan.heapMegabytes()), plan.consumers());
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", site.broker().bootstrapServers(), "acks", "all", "linger.ms", 0),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            site.database().makeWalFiles();
            SaleEvents events = new SaleEvents(plan.seed());
            progress.accept("warming up with " + plan.warmUpEvents() + " events");
            measure(site, producer, events, plan.warmUpEvents(), AT_ONCE);
            measure(site, producer, events, ratePerSecond * SETTLING_SECONDS, ratePerSecond);
            double before = ProcessorTime.seconds(site.processor().pid());
            progress.accept(ratePerSecond + " events/s for " + seconds + " s");
            int count = ratePerSecond * seconds;
            long startedAt = System.nanoTime();
            Histogram micros = measure(site, producer, events, count, ratePerSecond);
            double took = (System.nanoTime() - startedAt) / NANOS_PER_SECOND;
            double p99 = micros.getValueAtPercentile(P99) / MICROS_PER_MILLI;
            return new LatencyResult(
                    micros.getTotalCount(),
                    count / took,
                    micros.getValueAtPercentile(P50) / MICROS_PER_MILLI,
                    p99,
                    micros.getMaxValue() / MICROS_PER_MILLI,
                    (ProcessorTime.seconds(site.processor().pid()) - before) / took,
                    micros.getTotalCount() == count && p99 < LatencyResult.MOST_MILLIS);
        }
    }

    private Histogram measure(
            Site site, KafkaProducer<String, byte[]> producer, SaleEvents events, int count, double perSecond)
            throws InterruptedException, SQLException {
        Histogram micros = new Histogram(3);
        isOver = false;
        outstanding.set(count);
        try (Connection connection = site.connect();
                PreparedStatement statement = connection.prepareStatement(LAST_OFFSETS)) {
            statement.setString(1, Topics.PAYMENT_EVENTS);
            statement.setInt(2, Stack.PARTITIONS - 1);
            Thread looking = Thread.ofPlatform().start(() -> look(statement, micros));
            write(producer, events, count, perSecond);
            long deadline = System.nanoTime() + Patience.DELIVERIES.toNanos();
            while (outstanding.get() > 0 && looking.isAlive() && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            }
            isOver = true;
            looking.join();
        }
        if (outstanding.get() > 0) {
            throw new IllegalStateException(outstanding + " events: not applied (expected: all)");
        }
        return micros;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is not written is missed at the end
    private void write(KafkaProducer<String, byte[]> producer, SaleEvents events, int count, double perSecond) {
        long startedAt = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Event event = events.next();
            long due = startedAt + (long) (i * NANOS_PER_SECOND / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            producer.send(event.to(Topics.PAYMENT_EVENTS), (metadata, failure) -> {
                if (failure == null) {
                    waiting.computeIfAbsent(metadata.partition(), partition -> new ConcurrentLinkedQueue<>())
                            .add(new Acknowledged(metadata.offset(), System.nanoTime()));
                }
            });
        }
        producer.flush();
    }

    private void look(PreparedStatement statement, Histogram micros) {
        try {
            while (!isOver) {
                try (ResultSet rows = statement.executeQuery()) {
                    long now = System.nanoTime();
                    while (rows.next()) {
                        long offset = rows.getLong(2);
                        if (!rows.wasNull()) {
                            count(rows.getInt(1), offset, now, micros);
                        }
                    }
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void count(int partition, long committed, long now, Histogram micros) {
        Queue<Acknowledged> ofPartition = waiting.getOrDefault(partition, new ConcurrentLinkedQueue<>());
        for (Acknowledged first = ofPartition.peek();
                first != null && first.offset() <= committed;
                first = ofPartition.peek()) {
            ofPartition.remove();
            micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(now - first.at())));
            outstanding.decrementAndGet();
        }
    }

    private record Acknowledged(long offset, long at) {}
}
