package dev.correnteza.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.ingest.spool.Spool;
import dev.correnteza.ingest.spool.TestSpools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is left while the spool takes nothing: the broker decides, in time. */
class RecordPublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static Spool full;

    private final StallingProducer producer = new StallingProducer();
    private final TimeToCome deadlines = new TimeToCome();
    private final RecordPublisher publisher = new RecordPublisher(
            new Producers(() -> producer, () -> producer),
            full,
            new PublishProperties(Duration.ofMillis(500), Duration.ofSeconds(5), 2, DataSize.ofMegabytes(8)),
            deadlines);

    @BeforeAll
    static void openSpool() {
        full = TestSpools.full(directory);
    }

    @AfterAll
    static void closeSpool() {
        full.close();
    }

    @AfterEach
    void close() {
        producer.goOn.countDown();
        publisher.close();
    }

    @Test
    void completesWhenTheBrokerAcknowledged() {
        producer.goOn.countDown();

        StepVerifier.create(handedOverInTime("a"))
                .then(() -> awaitSent(1))
                .then(producer::completeNext)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void failsWithWhatTheBrokerSaid() {
        producer.goOn.countDown();

        StepVerifier.create(handedOverInTime("a"))
                .then(() -> awaitSent(1))
                .then(() -> producer.errorNext(new NotLeaderOrFollowerException("moved")))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(NotDurable.class)
                        .hasCauseInstanceOf(NotLeaderOrFollowerException.class))
                .verify(PATIENCE);
    }

    @Test
    void failsWhenTheProducerDoesNotTakeTheRecord() {
        producer.goOn.countDown();
        producer.sendException = new IllegalStateException("fenced");

        fails(handedOverInTime("a"));
    }

    @Test
    void failsWhenNobodyAcknowledgesInTime() {
        producer.goOn.countDown();

        StepVerifier.create(handedOverInTime("a"))
                .then(() -> awaitSent(1))
                .then(deadlines::pass)
                .expectError(NotDurable.class)
                .verify(PATIENCE);
        assertThat(producer.completeNext())
                .as("a late acknowledgement harms nobody")
                .isTrue();
    }

    @Test
    void refusesAtOnceWhenTooManyWait() {
        stall();
        publisher.publish(record("a")).onErrorComplete().subscribe();
        publisher.publish(record("b")).onErrorComplete().subscribe();

        fails(publisher.publish(record("c")));
        assertThat(publisher.waiting()).isEqualTo(2);
    }

    @Test
    void refusesAtOnceWhenTooMuchWaits() {
        stall();
        ProducerRecord<String, byte[]> large = new ProducerRecord<>("topic", "large", new byte[8 * 1024 * 1024]);
        publisher.publish(large).onErrorComplete().subscribe();

        fails(publisher.publish(record("a")));
    }

    @Test
    void neverSendsWhatWasAnsweredWithAFailureFromTheQueue() {
        stall();

        StepVerifier.create(publisher.publish(record("late")))
                .then(deadlines::pass)
                .expectError(NotDurable.class)
                .verify(PATIENCE);
        producer.goOn.countDown();
        sendsNothingButWhatIsInTime();
    }

    @Test
    void neverSendsWhatWaitedTooLongToBeDeliveredInTime() {
        stall();
        Mono<Void> late = publisher.publish(record("late")).cache();
        late.onErrorComplete().subscribe();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(PublishProperties.HAND_OVER_WITHIN.plusMillis(100))
                .until(() -> true);

        producer.goOn.countDown();

        fails(late);
        sendsNothingButWhatIsInTime();
    }

    @Test
    void neverSendsWhatIsNoLongerWaitedFor() {
        stall();
        publisher.publish(record("abandoned")).subscribe().dispose();

        producer.goOn.countDown();

        sendsNothingButWhatIsInTime();
    }

    @Test
    void failsWhatWaitsWhenItIsClosedAndWhatComesAfter() {
        stall();
        Mono<Void> waiting = publisher.publish(record("waiting")).cache();
        waiting.onErrorComplete().subscribe();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(publisher::close);

        fails(waiting);
        fails(publisher.publish(record("after")));
        producer.goOn.countDown();
        closing.join();
        assertThat(producer.closed()).isTrue();
    }

    private void sendsNothingButWhatIsInTime() {
        handedOverInTime("in time");
        awaitSent(2);
        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("stalled", "in time");
    }

    /** After this nothing is taken from the queue until the producer goes on. */
    private void stall() {
        handedOverInTime("stalled");
        Awaitility.await().atMost(PATIENCE).until(() -> producer.stalled.getCount() == 0);
    }

    private Mono<Void> handedOverInTime(String key) {
        return TestPublishing.handedOverInTime(publisher, record(key));
    }

    private static void fails(Mono<Void> result) {
        StepVerifier.create(result).expectError(NotDurable.class).verify(PATIENCE);
    }

    private void awaitSent(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> producer.history().size() == count);
    }

    private static ProducerRecord<String, byte[]> record(String key) {
        return new ProducerRecord<>("topic", key, new byte[10]);
    }

    /** Kafka's own double, whose first send waits as the real one waits for metadata. */
    private static final class StallingProducer extends MockProducer<String, byte[]> {
        private final CountDownLatch stalled = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        StallingProducer() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            stalled.countDown();
            try {
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
            return super.send(record, callback);
        }
    }
}
