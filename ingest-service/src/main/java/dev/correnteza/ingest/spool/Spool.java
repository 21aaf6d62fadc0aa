package dev.correnteza.ingest.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk, per topic in order of arrival. One thread appends; everything else is for any.
 *
 * <p>A failure of the disk closes the log, and it is opened again as soon as that succeeds; until then the spool takes and gives
 * nothing, and says that nothing waits.
 */
public final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final Duration REOPEN = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_DISK = Duration.ofSeconds(1);
    private static final int REFILL_FRACTION = 20;

    private final Path directory;
    private final SpoolProperties properties;
    private final Clock clock;
    private final ReadWriteLock opening = new ReentrantReadWriteLock();
    private @Nullable SpoolLog openLog;
    private volatile boolean failed;
    private volatile boolean closed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean wasFull = true; // it may have been, in an earlier life
    private volatile long freeBytes;
    private volatile long lookedAtDisk;
    private final AtomicLong spooled = new AtomicLong();
    private final AtomicLong drained = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /** Opens the spool; one that cannot be opened is tried again and again, which nobody waits for. */
    Spool(SpoolProperties properties, Clock clock) {
        this.directory = properties.directory().toAbsolutePath().normalize();
        this.properties = properties;
        this.clock = clock;
        try {
            openLog = open();
            lookAtDisk();
        } catch (SpoolFailure e) {
            fail(e);
        }
    }

    /**
     * Whether there is a log to append to and room for more. Known, not tried: appending may still fail. A spool that once had to
     * refuse a record is full until some more room is there.
     */
    public boolean canTake() {
        if (System.nanoTime() - lookedAtDisk > LOOK_AT_DISK.toNanos()) {
            lookAtDisk();
        }
        long needed = wasFull ? properties.maxSize().toBytes() / REFILL_FRACTION : 1;
        return isOpen() && room(waitingBytes()) >= needed;
    }

    private long room(long waitingBytes) {
        return Math.min(
                properties.maxSize().toBytes() - waitingBytes,
                freeBytes - properties.minFree().toBytes());
    }

    /** Whether what is in the spool can be reached. */
    public boolean isOpen() {
        return !failed && !closed;
    }

    /**
     * Appends records, as many as there is room for, and returns once they are forced to disk, together.
     *
     * @return how many of them, counted from the first, are durable
     * @throws SpoolFailure when none is known to be
     */
    public int append(List<ProducerRecord<String, byte[]>> records) throws SpoolFailure {
        int appended = use(log -> {
            lookAtDisk();
            return log.append(records, room(bytes(log)), clock.instant());
        });
        wasFull = appended < records.size();
        spooled.addAndGet(appended);
        return appended;
    }

    /** The oldest records of a topic, at least one if any waits. */
    public List<StoredRecord> read(String topic, int maxRecords, long maxBytes) throws SpoolFailure {
        return use(log -> log.read(topic, maxRecords, maxBytes));
    }

    /** Deletes a topic's records up to this one, which were written to the topic. */
    public void delete(String topic, StoredRecord last) throws SpoolFailure {
        drained.addAndGet(use(log -> log.delete(topic, last)));
    }

    /** Gives the disk space of deleted records back at once, and not some time. */
    public void reclaim(String topic) throws SpoolFailure {
        use(log -> {
            log.reclaim(topic);
            return true;
        });
    }

    /** Records of a topic that wait; 0 also while the log is not open. */
    public long waiting(String topic) {
        return peek(log -> log.extent(topic).records(), 0L);
    }

    /** Topics of which something may wait. */
    public Set<String> topics() {
        return peek(SpoolLog::topics, Set.of());
    }

    long waitingRecords() {
        return peek(
                log -> log.topics().stream()
                        .mapToLong(topic -> log.extent(topic).records())
                        .sum(),
                0L);
    }

    long waitingBytes() {
        return peek(Spool::bytes, 0L);
    }

    /** When the record that waits longest was spooled; empty when none waits. */
    Optional<Instant> oldest() {
        Optional<Instant> oldest = Optional.empty();
        for (String topic : topics()) {
            try {
                List<StoredRecord> first = read(topic, 1, 1);
                if (!first.isEmpty()
                        && (oldest.isEmpty() || first.getFirst().spooledAt().isBefore(oldest.get()))) {
                    oldest = Optional.of(first.getFirst().spooledAt());
                }
            } catch (SpoolFailure e) {
                return oldest; // said when it arose
            }
        }
        return oldest;
    }

    long spooled() {
        return spooled.get();
    }

    long drained() {
        return drained.get();
    }

    long errors() {
        return errors.get();
    }

    private static long bytes(SpoolLog log) {
        return log.topics().stream()
                .mapToLong(topic -> log.extent(topic).bytes())
                .sum();
    }

    private void lookAtDisk() {
        try {
            freeBytes = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            freeBytes = 0;
        }
        lookedAtDisk = System.nanoTime();
    }

    private SpoolLog open() throws SpoolFailure {
        try {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            loadLibrary();
        } catch (IOException e) {
            throw new SpoolFailure("spool directory cannot be made", e);
        }
        return new SpoolLog(directory);
    }

    /** From the spool's own directory: below the temporary one, each kill would leave a copy that nobody deletes. */
    private void loadLibrary() throws IOException {
        Path library = Files.createDirectories(directory.resolve("lib"));
        NativeLibraryLoader.getInstance().loadLibrary(library.toString());
    }

    private <T> T use(Use<T> use) throws SpoolFailure {
        opening.readLock().lock();
        try {
            SpoolLog current = openLog;
            if (failed || current == null) {
                throw new SpoolFailure("spool is not open", null);
            }
            try {
                return use.of(current);
            } catch (SpoolFailure e) {
                fail(e);
                throw e;
            }
        } finally {
            opening.readLock().unlock();
        }
    }

    private <T> T peek(Peek<T> peek, T otherwise) {
        opening.readLock().lock();
        try {
            SpoolLog current = openLog;
            return failed || current == null ? otherwise : peek.of(current);
        } finally {
            opening.readLock().unlock();
        }
    }

    private synchronized void fail(SpoolFailure failure) {
        errors.incrementAndGet();
        if (failed || closed) {
            return;
        }
        failed = true;
        log.atError().setCause(failure).log("spool failed; it takes nothing until it could be opened again");
        Thread.ofPlatform().name("spool-opener").daemon().start(this::reopen);
    }

    private void reopen() {
        try {
            while (!closing.await(REOPEN.toMillis(), TimeUnit.MILLISECONDS)) {
                if (openedAgain()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean openedAgain() {
        opening.writeLock().lock();
        try {
            closeLog();
            if (closed) {
                return true;
            }
            openLog = open();
            lookAtDisk();
            failed = false;
            log.atInfo().log("spool opened again");
            return true;
        } catch (SpoolFailure e) {
            errors.incrementAndGet();
            return false;
        } finally {
            opening.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.countDown();
        opening.writeLock().lock();
        try {
            closeLog();
        } finally {
            opening.writeLock().unlock();
        }
    }

    private void closeLog() {
        SpoolLog current = openLog;
        openLog = null;
        if (current != null) {
            current.close();
        }
    }

    private interface Use<T> {
        T of(SpoolLog log) throws SpoolFailure;
    }

    private interface Peek<T> {
        T of(SpoolLog log);
    }
}
