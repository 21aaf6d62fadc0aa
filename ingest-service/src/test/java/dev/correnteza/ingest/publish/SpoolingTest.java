package dev.correnteza.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.ingest.spool.Spool;
import dev.correnteza.ingest.spool.TestSpools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When records go to the spool, and when they no longer do. Producers are Kafka's own doubles. */
class SpoolingTest {
    private static final String TOPIC = "payment-events";
    private static final String OTHER = "webhook-quarantine";
    private static final Duration SOON = Duration.ofMillis(300);
    /** Longer than anything here is waited for: what is spooled, or is not, has another reason. */
    private static final Duration LATE = Duration.ofSeconds(40);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<MockProducer<String, byte[]>> direct = new CopyOnWriteArrayList<>();
    private final List<MockProducer<String, byte[]>> draining = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private volatile boolean brokerIsAway;
    private Spool spool;
    private RecordPublisher publisher;

    @AfterEach
    void close() {
        publisher.close();
        spool.close();
    }

    @Test
    void spoolsWhatTheProducerHasForTooLongAndAllThatFollowsInOrder() throws Exception {
        start(TestSpools.at(directory), SOON);
        brokerIsAway = true;
        Mono<Void> first = publish(TOPIC, "1");
        Mono<Void> second = publish(TOPIC, "2");

        completes(Mono.when(first, second));
        completes(publish(TOPIC, "3"));

        assertThat(direct).hasSize(1);
        assertThat(direct.getFirst().closed())
                .as("nothing is written behind what was spooled")
                .isTrue();
        // The second too, unless the first had waited too long before it came.
        assertThat(direct.getFirst().history())
                .extracting(ProducerRecord::key)
                .startsWith("1")
                .isSubsetOf("1", "2");
        assertThat(TestSpools.keys(spool, TOPIC)).containsExactly("1", "2", "3");
        assertThat(publisher.isSpooling()).isTrue();
    }

    @Test
    void spoolsAtOnceWhatTheProducerRefuses() throws Exception {
        start(TestSpools.at(directory), LATE);
        brokerIsAway = true;
        Mono<Void> refused = publish(TOPIC, "1");
        awaitSent(direct, 1);

        direct.getFirst().errorNext(new NotLeaderOrFollowerException("moved"));

        completes(refused);
        assertThat(TestSpools.keys(spool, TOPIC)).containsExactly("1");
    }

    @Test
    void doesNotSpoolWhatTheBrokerWouldRefuseForEver() {
        start(TestSpools.at(directory), LATE);
        brokerIsAway = true;
        Mono<Void> refused = publish(TOPIC, "1");
        awaitSent(direct, 1);

        direct.getFirst().errorNext(new RecordTooLargeException("too large"));

        StepVerifier.create(refused).expectError(NotDurable.class).verify(PATIENCE);
        assertThat(publisher.isSpooling()).isFalse();
        assertThat(spool.waiting(TOPIC)).isZero();
    }

    @Test
    void drainsInOrderAndThenSendsDirectlyAgain() {
        start(TestSpools.at(directory), SOON);
        brokerIsAway = true;
        for (int number = 1; number <= 2_500; number++) {
            publish(TOPIC, Integer.toString(number));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> spool.waiting(TOPIC) == 2_500);

        brokerIsBack();
        awaitDirect();

        assertThat(spool.waiting(TOPIC)).isZero();
        completes(publish(TOPIC, "2501"));
        assertThat(direct).hasSize(2);
        assertThat(written).isEqualTo(numbers(1, 2_501));
    }

    @Test
    void keepsTheOrderAcrossBothSwitchesWhileRecordsKeepComing() {
        start(TestSpools.at(directory), SOON);
        List<Mono<Void>> results = new ArrayList<>();
        int number = 0;
        while (number < 500) {
            results.add(publish(TOPIC, Integer.toString(++number)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> written.size() == 500);
        brokerIsAway = true;
        while (number < 1_500) {
            results.add(publish(TOPIC, Integer.toString(++number)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> spool.waiting(TOPIC) == 1_000);
        brokerIsBack();
        while (publisher.isSpooling() || number < 3_000) {
            results.add(publish(TOPIC, Integer.toString(++number)));
            if (publisher.waiting() > 50) {
                Awaitility.await().atMost(PATIENCE).until(() -> publisher.waiting() < 50);
            }
        }

        completes(Mono.when(results));
        int last = number;
        Awaitility.await().atMost(PATIENCE).until(() -> written.size() == last);
        assertThat(written).isEqualTo(numbers(1, last));
    }

    @Test
    void startsWithWhatAnEarlierLifeSpooled() throws Exception {
        spool = TestSpools.at(directory);
        spool.append(List.of(record(TOPIC, "1"), record(TOPIC, "2")));
        brokerIsAway = true;
        start(spool, LATE);
        Awaitility.await().atMost(PATIENCE).until(publisher::isSpooling);

        completes(publish(TOPIC, "3"));
        brokerIsBack();
        awaitDirect();

        assertThat(written).containsExactly("1", "2", "3");
    }

    @Test
    void sendsAgainFromTheFirstThatIsNotAcknowledged() throws Exception {
        spool = TestSpools.at(directory);
        spool.append(List.of(record(TOPIC, "1"), record(TOPIC, "2"), record(TOPIC, "3")));
        brokerIsAway = true;
        start(spool, LATE);
        awaitSent(draining, 3);

        draining.getFirst().completeNext();
        draining.getFirst().errorNext(new TimeoutException("away"));
        awaitReplaced(draining);

        assertThat(draining.getFirst().closed())
                .as("what comes behind a refused record is not written before it")
                .isTrue();
        assertThat(draining.get(1).history()).extracting(ProducerRecord::key).containsExactly("2", "3");
    }

    @Test
    void leavesOtherTopicsAlone() {
        start(TestSpools.at(directory), SOON);
        completes(publishUnacknowledged(OTHER, "1"));

        completes(publish(TOPIC, "2"));

        assertThat(spool.waiting(OTHER)).isEqualTo(1);
        assertThat(spool.waiting(TOPIC)).isZero();
        assertThat(written).containsExactly("2");
    }

    @Test
    void cannotTakeAnythingOnlyWhileTheBrokerRefusesAndTheSpoolIsFull() {
        start(TestSpools.full(directory), LATE);
        assertThat(publisher.canTake()).isTrue();
        brokerIsAway = true;
        Mono<Void> refused = TestPublishing.handedOverInTime(publisher, record(TOPIC, "1"));
        awaitSent(direct, 1);

        direct.getFirst().errorNext(new TimeoutException("away"));

        StepVerifier.create(refused).expectError(NotDurable.class).verify(PATIENCE);
        assertThat(publisher.canTake()).isFalse();

        brokerIsBack();
        completes(TestPublishing.handedOverInTime(publisher, record(TOPIC, "2")));
        assertThat(publisher.canTake()).isTrue();
    }

    @Test
    void spoolsWhatIsStillInFlightWhenItStops() throws Exception {
        start(TestSpools.at(directory), LATE);
        brokerIsAway = true;
        Mono<Void> unresolved = publish(TOPIC, "1");
        awaitSent(direct, 1);

        publisher.close();

        completes(unresolved);
        assertThat(TestSpools.keys(spool, TOPIC)).containsExactly("1");
    }

    private void start(Spool started, Duration spoolAfter) {
        spool = started;
        publisher = new RecordPublisher(
                new Producers(() -> producer(direct), () -> producer(draining)),
                started,
                new PublishProperties(spoolAfter, LATE.multipliedBy(2), 10_000, DataSize.ofMegabytes(64)),
                new TimeToCome());
    }

    private static void completes(Mono<Void> result) {
        StepVerifier.create(result).expectComplete().verify(PATIENCE);
    }

    private MockProducer<String, byte[]> producer(List<MockProducer<String, byte[]>> made) {
        MockProducer<String, byte[]> producer = new Recording();
        made.add(producer);
        return producer;
    }

    private Mono<Void> publish(String topic, String key) {
        Mono<Void> result = publisher.publish(record(topic, key)).cache();
        result.onErrorComplete().subscribe();
        return result;
    }

    private Mono<Void> publishUnacknowledged(String topic, String key) {
        return publish(topic, Recording.UNACKNOWLEDGED + key);
    }

    private void brokerIsBack() {
        brokerIsAway = false;
        // What a real producer would have gone on trying.
        draining.forEach(producer -> {
            while (producer.completeNext()) {
                assertThat(producer.closed()).isFalse();
            }
        });
    }

    private void awaitDirect() {
        Awaitility.await().atMost(PATIENCE).until(() -> !publisher.isSpooling());
    }

    private static void awaitSent(List<MockProducer<String, byte[]>> producers, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        !producers.isEmpty() && producers.getFirst().history().size() == count);
    }

    private static void awaitReplaced(List<MockProducer<String, byte[]>> producers) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> producers.size() == 2 && producers.get(1).history().size() == 2);
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private static ProducerRecord<String, byte[]> record(String topic, String key) {
        return new ProducerRecord<>(topic, key, new byte[100]);
    }

    /** Acknowledges at once what is sent while the broker is there, and tells in which order records were written. */
    private final class Recording extends MockProducer<String, byte[]> {
        static final String UNACKNOWLEDGED = "unacknowledged ";

        Recording() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata> send(
                ProducerRecord<String, byte[]> record, org.apache.kafka.clients.producer.Callback callback) {
            var result = super.send(record, (metadata, failure) -> {
                if (failure == null) {
                    written.add(record.key());
                }
                if (callback != null) {
                    callback.onCompletion(metadata, failure);
                }
            });
            if (!brokerIsAway && !record.key().startsWith(UNACKNOWLEDGED)) {
                completeNext();
            }
            return result;
        }
    }
}
