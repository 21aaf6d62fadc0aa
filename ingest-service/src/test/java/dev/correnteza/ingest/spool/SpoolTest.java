package dev.correnteza.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class SpoolTest {
    private static final String TOPIC = "payment-events";
    private static final String OTHER = "webhook-quarantine";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
    private static final long ALL = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private final Random random = new Random(1);

    @Test
    void givesBackWhatItTook() throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, "ключ", new byte[] {0, 1, -1});
        record.headers().add("tenant-id", "t1".getBytes(StandardCharsets.UTF_8)).add("empty", new byte[0]);
        ProducerRecord<String, byte[]> withoutKey = new ProducerRecord<>(TOPIC, null, new byte[0]);
        try (Spool spool = open()) {
            assertThat(spool.append(List.of(record, withoutKey))).isEqualTo(2);

            List<StoredRecord> found = spool.read(TOPIC, 10, ALL);

            assertThat(found).extracting(StoredRecord::spooledAt).containsOnly(CLOCK.instant());
            assertThat(found.get(0).record().headers()).isEqualTo(record.headers());
            assertThat(found.get(0).record().key()).isEqualTo("ключ");
            assertThat(found.get(0).record().value()).containsExactly(0, 1, -1);
            assertThat(found.get(1).record().key()).isNull();
            assertThat(found.get(1).record().value()).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfEachTopicAcrossGroupsAndOpenings() throws Exception {
        try (Spool spool = open()) {
            spool.append(List.of(record(TOPIC, 0), record(OTHER, 0), record(TOPIC, 1)));
            spool.append(List.of(record(OTHER, 1), record(TOPIC, 2)));
        }
        try (Spool spool = open()) {
            spool.append(List.of(record(TOPIC, 3), record(OTHER, 2)));

            assertThat(keys(spool, TOPIC)).containsExactly("0", "1", "2", "3");
            assertThat(keys(spool, OTHER)).containsExactly("0", "1", "2");
            assertThat(spool.topics()).containsExactlyInAnyOrder(TOPIC, OTHER);
        }
    }

    @Test
    void readsNoMoreThanIsAskedForAndAtLeastOne() throws Exception {
        try (Spool spool = open()) {
            spool.append(records(TOPIC, 0, 10));

            assertThat(spool.read(TOPIC, 3, ALL)).hasSize(3);
            assertThat(spool.read(TOPIC, 10, 1)).hasSize(1);
            assertThat(spool.read("unheard-of", 10, ALL)).isEmpty();
        }
    }

    @Test
    void countsWhatWaitsAlsoAfterItWasOpenedAgain() throws Exception {
        long bytes;
        try (Spool spool = open()) {
            spool.append(records(TOPIC, 0, 10));
            spool.append(records(OTHER, 0, 5));
            deleteFirst(spool, TOPIC, 4);
            bytes = spool.waitingBytes();
            assertThat(bytes).isBetween(11 * 1_000L, 11 * 1_100L);
            assertThat(spool.drained()).isEqualTo(4);
        }
        try (Spool spool = open()) {
            assertThat(spool.waiting(TOPIC)).isEqualTo(6);
            assertThat(spool.waitingRecords()).isEqualTo(11);
            assertThat(spool.waitingBytes()).isEqualTo(bytes);
            assertThat(spool.oldest()).contains(CLOCK.instant());

            deleteFirst(spool, TOPIC, 6);
            deleteFirst(spool, OTHER, 5);

            assertThat(spool.waitingBytes()).isZero();
            assertThat(spool.oldest()).isEmpty();
        }
    }

    @Test
    void staysEmptyAndGoesOnAfterAllWasDeleted() throws Exception {
        try (Spool spool = open()) {
            spool.append(records(TOPIC, 0, 10));
            deleteFirst(spool, TOPIC, 10);
            spool.reclaim(TOPIC);
        }
        try (Spool spool = open()) {
            assertThat(spool.topics()).isEmpty();

            spool.append(records(TOPIC, 10, 2));

            assertThat(keys(spool, TOPIC)).containsExactly("10", "11");
        }
    }

    @Test
    void cutsOffATornRecordAndKeepsAllBefore() throws Exception {
        try (Spool spool = open()) {
            spool.append(records(TOPIC, 0, 3));
            spool.append(records(TOPIC, 3, 1));
        }
        try (FileChannel log = FileChannel.open(newestLog(), StandardOpenOption.WRITE)) {
            log.truncate(log.size() - 100);
        }

        try (Spool spool = open()) {
            assertThat(keys(spool, TOPIC)).containsExactly("0", "1", "2");
            spool.append(records(TOPIC, 3, 1));
        }
        try (Spool spool = open()) {
            assertThat(keys(spool, TOPIC)).containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void cutsOffGarbageBehindTheLastRecord() throws Exception {
        try (Spool spool = open()) {
            spool.append(records(TOPIC, 0, 3));
        }
        byte[] garbage = new byte[5_000];
        random.nextBytes(garbage);
        try (FileChannel log = FileChannel.open(newestLog(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            log.write(ByteBuffer.wrap(garbage));
        }

        try (Spool spool = open()) {
            assertThat(keys(spool, TOPIC)).containsExactly("0", "1", "2");
            spool.append(records(TOPIC, 3, 1));
        }
        try (Spool spool = open()) {
            assertThat(keys(spool, TOPIC)).containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void takesOnlyAsMuchAsFits() throws Exception {
        try (Spool spool = open(DataSize.ofMegabytes(1), DataSize.ofBytes(0))) {
            assertThat(spool.append(records(TOPIC, 0, 500))).isEqualTo(500);
            assertThat(spool.canTake()).isTrue();

            int taken = spool.append(records(TOPIC, 500, 1_000));

            assertThat(taken).isBetween(450, 524);
            assertThat(spool.waitingBytes())
                    .isLessThanOrEqualTo(DataSize.ofMegabytes(1).toBytes());
            assertThat(keys(spool, TOPIC)).hasSize(500 + taken).endsWith(Integer.toString(499 + taken));
            assertThat(spool.append(records(TOPIC, 2_000, 1))).isZero();

            deleteFirst(spool, TOPIC, 100);

            assertThat(spool.append(records(TOPIC, 2_000, 1))).isEqualTo(1);
        }
    }

    @Test
    void saysThatItIsFullUntilThereIsRoomAgain() throws Exception {
        try (Spool spool = open(DataSize.ofMegabytes(1), DataSize.ofBytes(0))) {
            spool.append(records(TOPIC, 0, 900));
            assertThat(spool.canTake()).isTrue();

            spool.append(records(TOPIC, 900, 300));

            assertThat(spool.canTake()).isFalse();
            deleteFirst(spool, TOPIC, 10);
            assertThat(spool.canTake()).as("room for a moment only").isFalse();
            deleteFirst(spool, TOPIC, 50);
            assertThat(spool.canTake()).isTrue();
        }
    }

    @Test
    void takesNothingWhereTheDiskIsFull() throws Exception {
        try (Spool spool = open(DataSize.ofGigabytes(1), DataSize.ofTerabytes(1_000_000))) {
            assertThat(spool.canTake()).isFalse();
            assertThat(spool.append(records(TOPIC, 0, 1))).isZero();
            assertThat(spool.isOpen()).isTrue();
        }
    }

    @Test
    void givesTheDiskSpaceBack() throws Exception {
        try (Spool spool = open()) {
            byte[] value = new byte[100_000];
            for (int group = 0; group < 50; group++) {
                random.nextBytes(value);
                ProducerRecord<String, byte[]> large = new ProducerRecord<>(TOPIC, "k", value.clone());
                spool.append(IntStream.range(0, 20).mapToObj(i -> large).toList());
            }
            spool.append(records(OTHER, 0, 3));
            assertThat(diskBytes()).isGreaterThan(45_000_000);

            while (spool.waiting(TOPIC) > 0) {
                deleteFirst(spool, TOPIC, 50);
            }
            spool.reclaim(TOPIC);

            // A log of one write buffer is kept open, and deleted files go when nothing reads them any more.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(diskBytes()).isLessThan(12_000_000));
            assertThat(keys(spool, OTHER)).containsExactly("0", "1", "2");
        }
    }

    @Test
    void isNobodyElsesToRead() throws Exception {
        try (Spool spool = open()) {
            assertThat(spool.isOpen()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void failsWhileAnotherHasTheDirectoryAndOpensWhenItIsFree() throws Exception {
        Spool first = open();
        first.append(records(TOPIC, 0, 3));
        try (Spool second = open()) {
            assertThat(second.canTake()).isFalse();
            assertThat(second.waiting(TOPIC)).isZero();
            assertThatThrownBy(() -> second.append(records(TOPIC, 0, 1))).isInstanceOf(SpoolFailure.class);
            assertThat(second.errors()).isPositive();

            first.close();

            Awaitility.await().atMost(PATIENCE).until(second::canTake);
            assertThat(keys(second, TOPIC)).containsExactly("0", "1", "2");
        }
    }

    @Test
    void failsAfterItWasClosed() throws Exception {
        Spool spool = open();
        spool.close();

        assertThatThrownBy(() -> spool.append(records(TOPIC, 0, 1))).isInstanceOf(SpoolFailure.class);
        assertThat(spool.canTake()).isFalse();
        assertThat(spool.waiting(TOPIC)).isZero();
    }

    @Test
    void refusesARecordOfALaterVersion() {
        byte[] value = StoredValue.encode(record(TOPIC, 0), 0, CLOCK.instant());
        value[0]++;

        assertThatThrownBy(() -> StoredValue.decode(new StoredKey(TOPIC, 0), value))
                .isInstanceOf(SpoolFailure.class)
                .hasMessageContaining("version");
    }

    private Path directory() {
        return temporary.resolve("deep").resolve("spool");
    }

    private Spool open() {
        return open(DataSize.ofGigabytes(1), DataSize.ofBytes(0));
    }

    private Spool open(DataSize maxSize, DataSize minFree) {
        return new Spool(new SpoolProperties(directory(), maxSize, minFree), CLOCK);
    }

    private Path newestLog() throws IOException {
        try (var files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private long diskBytes() throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    private static void deleteFirst(Spool spool, String topic, int count) throws SpoolFailure {
        spool.delete(topic, spool.read(topic, count, ALL).getLast());
    }

    private static List<String> keys(Spool spool, String topic) throws SpoolFailure {
        return spool.read(topic, Integer.MAX_VALUE, ALL).stream()
                .map(stored -> stored.record().key())
                .toList();
    }

    private List<ProducerRecord<String, byte[]>> records(String topic, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> record(topic, number))
                .toList();
    }

    private ProducerRecord<String, byte[]> record(String topic, int number) {
        byte[] value = new byte[1_000];
        random.nextBytes(value);
        return new ProducerRecord<>(topic, Integer.toString(number), value);
    }
}
